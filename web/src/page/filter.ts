import { element } from "./elements";
import { fetchedPage } from "./replacing";
import { text } from "./texts";

const MOST_OFFERED = 200;

/** Lets the values of a facet be chosen in the form itself, instead of on a page of their own. */
export function enhanceFilter(): void {
  // On a small screen the view comes first.
  if (matchMedia("(max-width: 60rem)").matches) document.querySelector("#filter details")?.removeAttribute("open");
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(".facet a.more") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void offerValues(link);
  });
}

async function offerValues(link: HTMLAnchorElement): Promise<void> {
  const facet = link.closest<HTMLElement>(".facet");
  const name = facet?.dataset.facet;
  if (!facet || !name || link.getAttribute("aria-busy")) return;
  link.setAttribute("aria-busy", "true");
  try {
    const page = await fetchedPage(new URL(link.href));
    const chosen = new Set([...facet.querySelectorAll<HTMLInputElement>("input")].map(({ value }) => value));
    const offered = [...page.querySelectorAll<HTMLElement>("#values a[data-key]")]
      .filter(({ dataset }) => dataset.key && !chosen.has(dataset.key))
      .slice(0, MOST_OFFERED)
      .map((value) => choice(name, value.dataset.key ?? "", value.firstElementChild?.textContent ?? "", value.dataset.events ?? ""));
    const list = element("div", { class: "offered", tabindex: "-1" }, ...offered);
    link.replaceWith(list);
    (list.querySelector("input") ?? list).focus();
  } catch {
    link.replaceWith(element("span", { role: "status" }, text("failed")));
  }
}

function choice(name: string, value: string, label: string, events: string): HTMLLabelElement {
  const box = element("input", { type: "checkbox", name, value });
  return element("label", {}, box, " ", element("span", { dir: "auto" }, label), " ", element("small", {}, events));
}
