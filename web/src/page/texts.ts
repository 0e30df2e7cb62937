import { readData } from "./data";

let texts: Readonly<Record<string, string>> | undefined;

/** The text of the page's language with this key; `{name}` stands for a value. */
export function text(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  texts ??= readData<Record<string, string>>("texts");
  const found = texts[key];
  if (found === undefined) throw new Error(`the page has no text "${key}"`);
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
