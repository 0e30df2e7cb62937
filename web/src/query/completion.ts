import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { text } from "../page/texts";
import { declaredPrefixes, inLanguage, namesOf, rankOf, type Term, type Terms } from "./terms";

const LONGEST_LIST = 80;
const KEYWORDS = (
  "SELECT DISTINCT REDUCED CONSTRUCT DESCRIBE ASK WHERE FROM NAMED PREFIX BASE OPTIONAL UNION MINUS GRAPH FILTER BIND " +
  "VALUES UNDEF AS GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET EXISTS NOT IN COUNT SUM MIN MAX AVG SAMPLE " +
  "GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI BNODE ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE " +
  "LCASE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER SUBSTR REPLACE REGEX YEAR MONTH DAY NOW COALESCE IF STRLANG " +
  "STRDT ISIRI ISLITERAL ISNUMERIC SAMETERM"
).split(" ");

interface Ranked {
  readonly rank: number;
  readonly uses: number;
  readonly completion: Completion;
}

/** Completes variables of the query, terms and prefixes of the graph, and keywords. */
export function completeQuery(terms: Terms, language: string) {
  return (context: CompletionContext): CompletionResult | null => {
    if (isText(context)) return null;
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) return completed(variable.from, variables(context, variable.text));
    const word = context.matchBefore(/[\p{L}\w][\p{L}\w.\-\\/]*:?[\p{L}\w.\-\\/]*|:[\w.-]*/u);
    if (!word && !context.explicit) return null;
    const from = word?.from ?? context.pos;
    const typed = word?.text ?? "";
    const found = [
      ...named(context, terms, typed, wantedKind(context.state.sliceDoc(Math.max(0, from - 300), from)), language),
      ...prefixes(context, terms, typed, from),
      ...keywords(typed),
    ];
    return completed(from, found);
  };
}

function completed(from: number, found: readonly Ranked[]): CompletionResult | null {
  const options = [...found]
    .sort((one, other) => one.rank - other.rank || other.uses - one.uses)
    .slice(0, LONGEST_LIST)
    .map(({ completion }) => completion);
  return options.length ? { from, options, filter: false } : null;
}

/** Whether the place is in a string, a comment or an IRI, where nothing is completed. */
function isText(context: CompletionContext): boolean {
  const node = syntaxTree(context.state).resolveInner(context.pos, -1);
  return /^(?:String|Comment|IriRef|Langtag)$/.test(node.name);
}

function variables(context: CompletionContext, typed: string): Ranked[] {
  const query = context.state.doc.toString();
  const names = new Set([...query.matchAll(/[?$]\w+/g)].map(([name]) => `?${name.slice(1)}`));
  names.delete(`?${typed.slice(1)}`);
  return [...names]
    .filter((name) => name.slice(1).startsWith(typed.slice(1)))
    .map((name) => ({
      rank: 0,
      uses: 0,
      completion: { label: name, type: "variable", detail: text("variable") },
    }));
}

/** The kind of name that fits after a text: a class after `a`, a property after a subject. */
function wantedKind(before: string): Term["kind"] | null {
  if (/(?:^|\s)(?:a|rdf:type)\s+$/.test(before)) return "class";
  return /(?:[{.]\s*|^\s*)[?$\w:<>/#.\\-]+\s+$|[;/^|]\s*$/.test(before) ? "property" : null;
}

function named(
  context: CompletionContext,
  { terms }: Terms,
  typed: string,
  wanted: Term["kind"] | null,
  language: string,
): Ranked[] {
  const declared = declaredPrefixes(context.state.doc.toString());
  return terms.flatMap((term) =>
    namesOf(term, declared).flatMap((name) => {
      const rank = rankOf(typed, name, Object.values(term.labels));
      if (rank === null) return [];
      const fits = wanted === null || wanted === term.kind;
      const label = inLanguage(term.labels, language);
      const completion: Completion = {
        label: name,
        type: term.kind,
        detail: label ? `${label} (${text(term.kind)})` : text(term.kind),
      };
      const definition = inLanguage(term.definitions, language);
      if (definition) completion.info = definition;
      return [{ rank: rank + (fits ? 0 : 4), uses: term.uses, completion }];
    }),
  );
}

function prefixes(context: CompletionContext, terms: Terms, typed: string, from: number): Ranked[] {
  const isDeclared = /\bPREFIX\s+$/i.test(context.state.sliceDoc(Math.max(0, from - 20), from));
  return Object.entries(terms.prefixes)
    .filter(([name]) => `${name}:`.startsWith(typed) && typed !== `${name}:`)
    .map(([name, iri]) => ({
      rank: isDeclared ? -1 : 2,
      uses: 0,
      completion: {
        label: isDeclared ? `${name}: <${iri}>` : `${name}:`,
        type: "namespace",
        detail: text("prefix"),
        info: iri,
      },
    }));
}

function keywords(typed: string): Ranked[] {
  if (!typed || typed.includes(":")) return [];
  const sought = typed.toUpperCase();
  return KEYWORDS.filter((keyword) => keyword.startsWith(sought)).map((keyword) => ({
    rank: 1,
    uses: 0,
    completion: { label: keyword, type: "keyword", detail: text("keyword") },
  }));
}
