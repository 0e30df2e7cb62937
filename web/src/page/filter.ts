import { element } from "./elements";
import { fetchedPage } from "./replacing";
import { text } from "./texts";

/** Milliseconds without a further letter until values are asked for. */
const PAUSE = 300;

/** Lets the values of a facet be chosen in the form itself, instead of on a page of their own. */
export function enhanceFilter(): void {
  // On a small screen the view comes first.
  if (matchMedia("(max-width: 60rem)").matches) document.querySelector("#filter details")?.removeAttribute("open");
  document.addEventListener("formdata", leaveOutBlanks);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(".facet a.more") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const facet = link.closest<HTMLElement>(".facet");
    if (!facet) return;
    event.preventDefault();
    offerValues(facet, link);
  });
}

/** Leaves what is not filled in out of the address that the form leads to. */
function leaveOutBlanks({ target, formData }: FormDataEvent): void {
  if (!(target instanceof HTMLFormElement) || target.id !== "filter") return;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
}

/** Puts a field and a list of values in place of the link to them. */
function offerValues(facet: HTMLElement, link: HTMLAnchorElement): void {
  const list = element("div", { class: "offered", role: "group", "aria-label": link.textContent ?? "" });
  // Without a name, so that it is no part of what the form asks for.
  const field = element("input", { type: "search", "aria-label": text("find-value"), placeholder: text("find-value") });
  let waiting: number | undefined;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void fill(list, facet, link.href, field.value), PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  link.replaceWith(field, list);
  field.focus();
  void fill(list, facet, link.href, "");
}

/** Lists the values whose label has some text in it; those that are chosen stay. */
async function fill(list: HTMLElement, facet: HTMLElement, address: string, find: string): Promise<void> {
  const asked = new URL(address);
  if (find.trim()) asked.searchParams.set("find", find);
  const number = String(Number(list.dataset.asked ?? 0) + 1);
  list.dataset.asked = number;
  list.setAttribute("aria-busy", "true");
  const isLate = (): boolean => list.dataset.asked !== number;
  try {
    const page = await fetchedPage(asked);
    if (isLate()) return;
    const boxes = [...facet.querySelectorAll<HTMLInputElement>("input[type=checkbox]")].filter(({ checked }) => checked);
    const chosen = new Set(boxes.map(({ value }) => value));
    const kept = [...list.children].filter((label) => label.querySelector<HTMLInputElement>("input")?.checked);
    const offered = [...page.querySelectorAll<HTMLElement>("#values a[data-key]")].filter(
      ({ dataset }) => !chosen.has(dataset.key ?? ""),
    );
    list.replaceChildren(...kept, ...offered.map((value) => choice(facet.dataset.facet ?? "", value)));
  } catch {
    if (isLate()) return;
    list.replaceChildren(element("span", { role: "status" }, text("failed")));
  }
  list.removeAttribute("aria-busy");
}

function choice(name: string, { dataset, firstElementChild }: HTMLElement): HTMLLabelElement {
  const box = element("input", { type: "checkbox", name, value: dataset.key ?? "" });
  const label = element("span", { dir: "auto" }, firstElementChild?.textContent ?? "");
  return element("label", {}, box, " ", label, " ", element("small", {}, dataset.events ?? ""));
}
