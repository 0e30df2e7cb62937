/** An element of the page that has to be there. */
export function existing<K extends HTMLElement>(selector: string, within: ParentNode = document): K {
  const found = within.querySelector<K>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** A new element; `children` that are strings become text, whatever they hold. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
