/** Characters of the longest address that is asked for and kept as a link; a longer query is posted. */
export const LONGEST_ADDRESS = 16_000;

/** What came back for a query: the part of the page with the answer, or a text that says why there is none. */
export type Outcome = { readonly answer: HTMLElement } | { readonly refusal: string };

/** Ask a query as the form would, and return the answer out of the page that comes back. */
export async function ask(address: URL, signal: AbortSignal): Promise<Outcome> {
  const headers = { Accept: "text/html" };
  const response =
    address.href.length <= LONGEST_ADDRESS
      ? await fetch(address, { headers, signal })
      : await fetch(address.pathname, { method: "POST", headers, body: address.searchParams, signal });
  const text = await response.text();
  if (!(response.headers.get("Content-Type") ?? "").startsWith("text/html")) return { refusal: text.trim() };
  // Our own page; scripts in what is parsed do not run, and what comes from the graph is text in it.
  const page = new DOMParser().parseFromString(text, "text/html");
  const answer = page.getElementById("answer");
  if (answer) return { answer: document.importNode(answer, true) };
  return { refusal: page.getElementById("main")?.textContent?.trim() ?? "" };
}
