import type { Diagnostic } from "@codemirror/lint";
import type { Text } from "@codemirror/state";

/** What is wrong with a query; line and column count from 1, columns in characters (code points). */
export interface Problem {
  readonly hint: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** Ask the server what is wrong with a query: null if nothing is, undefined if it does not tell. */
export async function checkQuery(
  address: string,
  query: string,
  signal: AbortSignal,
): Promise<Problem | null | undefined> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query" },
    body: query,
    signal,
  });
  if (answer.ok) return ((await answer.json()) as { problem: Problem | null }).problem;
  // A query that the parser cannot survive has no place, but a reason.
  return answer.status === 400 ? { hint: (await answer.text()).trim(), line: null, column: null } : undefined;
}

/** The place of a problem in the text: the word there, or the character. */
export function diagnosticOf(problem: Problem, text: Text): Diagnostic {
  const { line, column, hint } = problem;
  const found = { severity: "error" as const, message: hint };
  if (line === null || column === null) return { ...found, from: 0, to: Math.min(1, text.length) };
  const place = text.line(Math.min(Math.max(line, 1), text.lines));
  // The editor counts in UTF-16 units.
  const before = [...place.text].slice(0, column - 1).join("").length;
  const word = /^[\w:?$.-]+/.exec(place.text.slice(before))?.[0].length ?? 1;
  const from = Math.min(place.from + before, place.to);
  const to = Math.min(from + word, place.to);
  // At the end of a line there is nothing to mark but what comes before.
  return from === to ? { ...found, from: Math.max(place.from, from - 1), to } : { ...found, from, to };
}
