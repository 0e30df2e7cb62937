import "./query.css";
import { element, existing } from "../page/elements";
import { text } from "../page/texts";
import { LONGEST_ADDRESS, type Outcome } from "./asking";
import type { Problem } from "./checking";
import { QueryEditor } from "./editor";
import { readQueryData } from "./page";
import { Running } from "./running";
import { AnswerViews, VIEW_PARAMETERS } from "./views";

const data = readQueryData();
const form = existing<HTMLFormElement>("#ask");
const textArea = existing<HTMLTextAreaElement>("#query");
const examples = document.querySelector<HTMLDetailsElement>("#examples");
const check = element("p", { id: "check", role: "status", class: "note" });

/** The query in the address. */
let linked = queryIn(location.href);

const editor = putEditor();
const running = new Running(existing<HTMLButtonElement>("#cancel"), data.deadline, () => editor.focus());

function putEditor(): QueryEditor {
  const label = existing<HTMLLabelElement>("#query-label");
  const host = element("div", { id: "editor" });
  textArea.hidden = true;
  textArea.after(host, check);
  const made = new QueryEditor(host, label.textContent ?? "", textArea.value, data, {
    onRun: () => form.requestSubmit(),
    onChange: (query) => {
      textArea.value = query;
    },
    onChecked: showCheck,
  });
  label.addEventListener("click", (event) => {
    event.preventDefault();
    made.focus();
  });
  return made;
}

function showCheck(problem: Problem | null | undefined): void {
  check.classList.toggle("wrong", Boolean(problem));
  if (problem === undefined) check.textContent = text("unchecked");
  else if (problem === null) check.textContent = text("no-problem");
  else if (problem.line === null || problem.column === null) check.textContent = problem.hint;
  else check.textContent = text("problem", { ...problem, line: problem.line, column: problem.column });
}

function queryIn(href: string): string | null {
  return new URL(href).searchParams.get("query");
}

/** The address of the page for what the form holds. */
function address(): URL {
  const found = new URL(form.action, location.href);
  const fields = new FormData(form);
  found.search = new URLSearchParams([...fields].map(([name, value]) => [name, String(value)])).toString();
  // Another query can have columns of the same names, and is then shown in the same way.
  for (const name of VIEW_PARAMETERS) {
    const value = new URL(location.href).searchParams.get(name);
    if (value) found.searchParams.set(name, value);
  }
  return found;
}

async function run(): Promise<void> {
  const asked = address();
  if (examples) examples.open = false;
  const former = existing<HTMLElement>("#answer");
  former.setAttribute("aria-busy", "true");
  const outcome = await running.ask(asked);
  if (!running.isBusy) former.removeAttribute("aria-busy");
  if (!outcome) return;
  const isLink = asked.href.length <= LONGEST_ADDRESS;
  if (isLink && asked.href !== location.href) history.pushState(null, "", asked);
  linked = queryIn(location.href);
  show(outcome);
  if (!isLink) running.say("long");
}

function show(outcome: Outcome): void {
  const former = existing<HTMLElement>("#answer");
  const error = element("pre", { id: "error", class: "error", role: "alert" });
  if ("refusal" in outcome) {
    error.textContent = outcome.refusal;
    former.replaceChildren(error);
    former.dataset["kind"] = "error";
    running.say(null);
    return;
  }
  former.replaceWith(outcome.answer);
  running.announce(outcome.answer.querySelector("[role=status]")?.textContent ?? "");
  showErrorAtItsPlace();
  offerViews();
  // On a small screen the answer is below what can be seen.
  if (outcome.answer.getBoundingClientRect().top > 0.8 * innerHeight) outcome.answer.scrollIntoView();
}

function offerViews(): void {
  const solutions = document.getElementById("solutions");
  const table = solutions?.querySelector("table");
  if (solutions && table?.tBodies[0]?.rows.length) new AnswerViews(solutions, table, data);
}

/** Mark in the editor what the server says of the query that it answers. */
function showErrorAtItsPlace(): void {
  const error = document.getElementById("error");
  if (!error?.dataset["line"]) return;
  const { line, column, hint } = error.dataset;
  const problem = { line: Number(line), column: Number(column), hint: hint ?? "" };
  editor.show(problem);
  showCheck(problem);
  editor.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void run();
});

examples?.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  editor.query = queryIn(link.href) ?? "";
  void run();
});

addEventListener("popstate", () => {
  // A jump within the page is none to another query.
  if (queryIn(location.href) !== linked) location.reload();
});

showErrorAtItsPlace();
offerViews();
