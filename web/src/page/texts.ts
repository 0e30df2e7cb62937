/** Texts of the interface by key, as a template hands them over. */
export type Texts = Readonly<Record<string, string>>;

/** A text with its values in place of `{name}`; the result is text, whatever the values hold. */
export function textOf(texts: Texts, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const text = texts[key];
  if (text === undefined) throw new Error(`there is no text "${key}"`);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
