import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionSource } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintKeymap, linter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { SparqlLanguage } from "codemirror-lang-sparql";
import { element } from "../page/elements";
import { text } from "../page/texts";
import { APPEARANCE, HIGHLIGHTING, NAME_TAGS } from "./appearance";
import { checkQuery, diagnosticOf, type Problem } from "./checking";
import { completeQuery } from "./completion";
import type { QueryData } from "./page";
import { loadTerms } from "./terms";

const CHECK_AFTER = 450;

/** What the editor tells the page. */
export interface EditorEvents {
  readonly onRun: () => void;
  readonly onChange: (query: string) => void;
  /** Null: nothing is wrong; undefined: the server did not tell. */
  readonly onChecked: (problem: Problem | null | undefined) => void;
}

/** An editor of a query. */
export class QueryEditor {
  readonly #view: EditorView;
  #checking = new AbortController();

  /** Put an editor of `query` into `host`, whose accessible name is `label`. */
  constructor(host: HTMLElement, label: string, query: string, data: QueryData, events: EditorEvents) {
    // In a tree of its own the library adopts style sheets; in the page it would write a style element, which the
    // policy of the page forbids.
    const root = host.attachShadow({ mode: "open" });
    const keys = element("p", { id: "keys" }, text("keys"));
    keys.style.cssText = "margin:.25rem 0 0;font:.8125rem/1.4 system-ui,sans-serif;color:var(--soft)";
    this.#view = new EditorView({
      root,
      state: EditorState.create({
        doc: query,
        extensions: [
          Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (events.onRun(), true) }])),
          WRITING,
          autocompletion({ override: [completion(data)] }),
          EditorState.phrases.of({ Completions: text("completions") }),
          linter((view) => this.#check(view, data, events), { delay: CHECK_AFTER }),
          EditorView.contentAttributes.of({
            "aria-label": label,
            "aria-describedby": "keys",
            autocapitalize: "off",
            spellcheck: "false",
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) events.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    root.append(this.#view.dom, keys);
  }

  get query(): string {
    return this.#view.state.doc.toString();
  }

  set query(query: string) {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: query } });
  }

  focus(): void {
    this.#view.focus();
  }

  /** Show what is wrong at its place, and bring the place into view. */
  show(problem: Problem): void {
    const diagnostic = diagnosticOf(problem, this.#view.state.doc);
    this.#view.dispatch(setDiagnostics(this.#view.state, [diagnostic]), {
      effects: EditorView.scrollIntoView(diagnostic.from),
      selection: { anchor: diagnostic.from },
    });
  }

  async #check(view: EditorView, data: QueryData, events: EditorEvents): Promise<Diagnostic[]> {
    this.#checking.abort();
    this.#checking = new AbortController();
    const { doc } = view.state;
    if (!doc.toString().trim()) {
      events.onChecked(undefined);
      return [];
    }
    try {
      const problem = await checkQuery(data.check, doc.toString(), this.#checking.signal);
      events.onChecked(problem);
      return problem ? [diagnosticOf(problem, doc)] : [];
    } catch {
      // A newer text is being checked, or the server cannot be reached: running the query says so.
      return [];
    }
  }
}

/** Completes with the terms of the graph; who asks before they have come gets them when they come. */
function completion({ terms, language }: QueryData): CompletionSource {
  const complete = loadTerms(terms)
    .catch(() => ({ prefixes: {}, terms: [] }))
    .then((loaded) => completeQuery(loaded, language));
  return async (context) => (await complete)(context);
}

/**
 * Types over a selection in the editor's own way. The browser would keep the look of what it replaces by a style
 * attribute, which the policy of the page forbids, with an error in the console.
 */
function typeOverSelection(event: InputEvent, view: EditorView): boolean {
  const { from, to, empty } = view.state.selection.main;
  const typed = event.data;
  if (event.inputType !== "insertText" || event.isComposing || empty || !typed) return false;
  const insert = () =>
    view.state.update(view.state.replaceSelection(typed), { userEvent: "input.type", scrollIntoView: true });
  const handlers = view.state.facet(EditorView.inputHandler);
  if (!handlers.some((handle) => handle(view, from, to, typed, insert))) view.dispatch(insert());
  event.preventDefault();
  return true;
}

/** What makes writing easy. The Tab key is left alone: it leaves the editor, for those who have no pointer. */
const WRITING = [
  lineNumbers(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  drawSelection(),
  history(),
  bracketMatching(),
  closeBrackets(),
  indentOnInput(),
  EditorView.lineWrapping,
  EditorView.domEventHandlers({ beforeinput: typeOverSelection }),
  SparqlLanguage.configure({ props: [NAME_TAGS] }),
  syntaxHighlighting(HIGHLIGHTING),
  APPEARANCE,
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...defaultKeymap, ...historyKeymap]),
];
