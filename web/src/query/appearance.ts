import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";

/** Names with a prefix and language tags, which the grammar leaves unmarked. */
export const NAME_TAGS = styleTags({ "Pname_ln Pname_ns": tags.namespace, "A_predicate": tags.keyword, Langtag: tags.string });

/** Colours are variables of the page's style sheet, so that they follow light and dark. */
export const HIGHLIGHTING = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.string, tags.integer, tags.float, tags.bool], color: "var(--code-value)" },
  { tag: tags.variableName, color: "var(--code-variable)" },
  { tag: [tags.namespace, tags.url, tags.typeName], color: "var(--code-name)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

export const APPEARANCE = EditorView.theme({
  "&": {
    backgroundColor: "var(--panel)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    borderRadius: "4px",
    fontSize: ".875rem",
  },
  "&.cm-focused": { outline: "2px solid var(--link)", outlineOffset: "2px" },
  ".cm-scroller": {
    fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace',
    lineHeight: "1.5",
    minHeight: "9rem",
    maxHeight: "60vh",
    overflow: "auto",
  },
  ".cm-content": { caretColor: "var(--ink)", padding: ".5rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--soft)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--link) 7%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--link) 28%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "color-mix(in srgb, var(--link) 24%, transparent)",
    outline: "1px solid var(--link)",
  },
  // The library marks errors with a picture in the style sheet, which the policy of the page does not load.
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--mark)",
    textDecorationSkipInk: "none",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--paper)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    borderRadius: "4px",
    boxShadow: "0 4px 16px rgb(0 0 0 / .18)",
    maxWidth: "min(36rem, 92vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "14rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".2rem .6rem", lineHeight: "1.4" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--link)",
    color: "var(--paper)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete": { fontFamily: "system-ui, sans-serif" },
  ".cm-completionIcon": { display: "none" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--soft)", marginLeft: ".75rem" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-tooltip.cm-completionInfo": {
    padding: ".5rem .75rem",
    font: ".8125rem/1.45 system-ui, sans-serif",
    maxWidth: "18rem",
  },
  ".cm-diagnostic": { padding: ".4rem .75rem", font: ".875rem/1.4 system-ui, sans-serif" },
  ".cm-diagnostic-error": { borderLeft: "4px solid var(--mark)" },
});
