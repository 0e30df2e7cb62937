import { text } from "./texts";

const pageOf = ({ pathname, search }: URL | Location): string => pathname + search;

let shown = pageOf(location);

/** How often something was chosen; of all answers only that for the last choice is wanted. */
let choices = 0;

/**
 * Shows parts of another page of ours instead of those of this one, as a link to it would, but stays in place.
 *
 * @param from where the parts are fetched.
 * @param address what the address of this page becomes; it shows the same when it is opened.
 * @param selectors of the parts; each is replaced by the part of the same selector.
 * @returns whether they are shown: not if they cannot be loaded, or something else was chosen meanwhile.
 */
export async function showInstead(from: URL, address: URL, selectors: readonly string[]): Promise<boolean> {
  const choice = ++choices;
  const places = selectors.flatMap((selector) => [...document.querySelectorAll<HTMLElement>(selector)]);
  for (const place of places) place.setAttribute("aria-busy", "true");
  try {
    const fetched = await fetchedPage(from);
    if (choice !== choices) return false;
    for (const selector of selectors) {
      const part = fetched.querySelector(selector);
      if (part) document.querySelector(selector)?.replaceWith(document.importNode(part, true));
    }
    history.pushState(null, "", address);
    shown = pageOf(address);
    return true;
  } catch {
    if (choice !== choices) return false;
    for (const place of places) place.removeAttribute("aria-busy");
    announce(text("failed"));
    return false;
  }
}

/** A page of ours as a document; its scripts do not run. */
export async function fetchedPage(address: URL): Promise<Document> {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`${address.pathname} answered ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Says something to all readers, those with a screen reader included. */
export function announce(message: string): void {
  const status = document.querySelector(".totals");
  if (status) status.textContent = message;
}

// What was put in place is made anew by the server when the reader goes back; a jump within the page is no such thing.
addEventListener("popstate", () => {
  if (shown !== pageOf(location)) location.reload();
});
