/** A class, a property or a concept of the graph. */
export interface Term {
  /** With one of the prefixes that need no declaration. */
  readonly name: string;
  readonly iri: string;
  readonly kind: "class" | "property" | "concept";
  readonly labels: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, string>>;
  readonly uses: number;
}

export interface Terms {
  readonly prefixes: Readonly<Record<string, string>>;
  readonly terms: readonly Term[];
}

/** Reads the terms of the graph, once. */
export async function loadTerms(address: string): Promise<Terms> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as Terms;
}

/** A text in the language of the page, else in English, else in any. */
export function inLanguage(texts: Readonly<Record<string, string>>, language: string): string {
  return texts[language] ?? texts["en"] ?? Object.values(texts)[0] ?? "";
}

const DECLARATION = /\bPREFIX\s+([\w.-]*):\s*<([^<>"{}|^`\\\s]*)>/gi;
const LOCAL_NAME = /^(?:\w(?:[\w.-]*[\w-])?)?$/;

/** Prefixes that a query declares, by name. */
export function declaredPrefixes(query: string): Record<string, string> {
  return Object.fromEntries([...query.matchAll(DECLARATION)].map(([, name = "", iri = ""]) => [name, iri]));
}

/** How a query can write a term: with the prefixes that it declares, and with the usual one. */
export function namesOf(term: Term, declared: Readonly<Record<string, string>>): string[] {
  const names = Object.entries(declared)
    .filter(([, namespace]) => namespace && term.iri.startsWith(namespace))
    .map(([prefix, namespace]) => [prefix, term.iri.slice(namespace.length)] as const)
    .filter(([, local]) => LOCAL_NAME.test(local))
    .map(([prefix, local]) => `${prefix}:${local}`);
  return [...new Set([...names, term.name])];
}

/**
 * How well what is typed finds a term: 0 is best, null not at all.
 *
 * A name is found by its prefix and the beginning of its local name, by that alone, or by what it is called in any
 * language.
 */
export function rankOf(typed: string, name: string, labels: readonly string[]): number | null {
  const sought = typed.toLowerCase();
  const whole = name.toLowerCase();
  const local = whole.slice(whole.indexOf(":") + 1);
  const [prefix, rest] = sought.includes(":") ? sought.split(":", 2) : [null, sought];
  if (prefix !== null && !whole.startsWith(`${prefix}:`)) return null;
  const text = rest ?? "";
  if (local.startsWith(text)) return 0;
  const called = labels.map((label) => label.toLowerCase());
  if (called.some((label) => label.startsWith(text))) return 1;
  if (called.some((label) => label.split(/[\s-]+/).some((word) => word.startsWith(text)))) return 2;
  return text.length > 1 && local.includes(text) ? 3 : null;
}
