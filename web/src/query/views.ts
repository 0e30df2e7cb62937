import { element } from "../page/elements";
import { text } from "../page/texts";
import type { QueryData } from "./page";
import type { Picture, PictureRequest } from "./pictures";
import { type Columns, columnsOf, monthOf, readSolutions, type Solutions } from "./solutions";

type ViewName = "table" | "network" | "timeline" | "map";

/** What a picture is made of: its columns by the parameter that names each in the address, and their first choice. */
interface View {
  readonly roles: readonly string[];
  readonly fitting: (columns: Columns) => readonly number[];
  /** The script that draws it; most readers need none of them. */
  readonly load: () => Promise<{ draw: (request: PictureRequest) => Picture | Promise<Picture> }>;
}

const PICTURES: Readonly<Record<Exclude<ViewName, "table">, View>> = {
  network: { roles: ["source", "target"], fitting: ({ things }) => things, load: () => import("./network") },
  timeline: { roles: ["date"], fitting: ({ dates }) => dates, load: () => import("./timeline") },
  map: { roles: ["place"], fitting: ({ places }) => places, load: () => import("./map") },
};
const NAMES: readonly ViewName[] = ["table", "network", "timeline", "map"];
/** Parameters of the address that say how an answer is shown. */
export const VIEW_PARAMETERS = ["view", "source", "target", "date", "place", "from", "to"] as const;

/** The answer as a table, network, timeline or map; which one is in the address. */
export class AnswerViews {
  readonly #solutions: Solutions;
  readonly #columns: Columns;
  readonly #tabs = new Map<ViewName, HTMLButtonElement>();
  readonly #panel = element("div", { id: "picture", role: "tabpanel", hidden: "" });
  readonly #table: HTMLElement;
  #picture: Picture | null = null;
  /** Counts the choices, so that a script that comes late draws nothing. */
  #turn = 0;

  /** Offer the views of a table in `solutions`, the part of the page that scrolls. */
  constructor(
    solutions: HTMLElement,
    table: HTMLTableElement,
    private readonly data: QueryData,
  ) {
    this.#table = solutions;
    this.#solutions = readSolutions(table);
    this.#columns = columnsOf(this.#solutions);
    const list = element("div", { id: "views", role: "tablist", "aria-label": text("views") });
    for (const name of NAMES) list.append(this.#tab(name));
    list.addEventListener("keydown", (event) => this.#moveAlong(event));
    solutions.before(list, this.#panel);
    const wanted = parameter("view") as ViewName;
    void this.#show(this.#tabs.has(wanted) && this.#isPossible(wanted) ? wanted : "table");
  }

  #tab(name: ViewName): HTMLButtonElement {
    const tab = element("button", { type: "button", role: "tab", id: `view-${name}`, "data-view": name }, text(name));
    if (!this.#isPossible(name)) {
      tab.setAttribute("aria-disabled", "true");
      tab.title = text(`needs-${name}`);
    }
    tab.setAttribute("aria-controls", name === "table" ? this.#table.id : this.#panel.id);
    tab.addEventListener("click", () => {
      if (!this.#isPossible(name)) return this.#explain(name);
      keep("view", name === "table" ? "" : name);
      void this.#show(name);
    });
    this.#tabs.set(name, tab);
    return tab;
  }

  #isPossible(name: ViewName): boolean {
    if (name === "table") return true;
    const { roles, fitting } = PICTURES[name];
    return fitting(this.#columns).length >= roles.length;
  }

  #moveAlong(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = NAMES.findIndex((name) => this.#tabs.get(name) === event.target);
    if (!step || at < 0) return;
    event.preventDefault();
    this.#tabs.get(NAMES[(at + step + NAMES.length) % NAMES.length] ?? "table")?.focus();
  }

  #explain(name: ViewName): void {
    let note = document.getElementById("view-note");
    if (!note) {
      note = element("p", { id: "view-note", class: "note", role: "status" });
      this.#panel.before(note);
    }
    note.textContent = text(`needs-${name}`);
  }

  async #show(name: ViewName): Promise<void> {
    document.getElementById("view-note")?.remove();
    for (const [other, tab] of this.#tabs) {
      tab.setAttribute("aria-selected", String(other === name));
      tab.tabIndex = other === name ? 0 : -1;
    }
    this.#picture?.remove();
    this.#picture = null;
    this.#turn += 1;
    this.#panel.hidden = name === "table";
    // A picture of a few of the rows is no reason to hide them: those of a timeline are chosen there.
    this.#table.hidden = name === "network" || name === "map";
    this.#panel.setAttribute("aria-labelledby", `view-${name}`);
    this.#panel.replaceChildren();
    this.#choosePeriod(name === "timeline" ? [parameter("from"), parameter("to")] : ["", ""], name === "timeline");
    if (name !== "table") await this.#draw(name);
  }

  async #draw(name: Exclude<ViewName, "table">): Promise<void> {
    const turn = this.#turn;
    const { roles, fitting, load } = PICTURES[name];
    const possible = fitting(this.#columns);
    const chosen = roles.map((role, place) => this.#chosenColumn(role, possible, place));
    const said = element("p", { class: "note", role: "status", id: "picture-note" }, text("loading"));
    const container = element("div", { id: name, class: name === "timeline" ? "chart" : "canvas" });
    const fields = roles.map((role, place) => this.#field(name, role, possible, chosen[place] ?? -1));
    this.#panel.replaceChildren(element("div", { class: "fields" }, ...fields), said, element("figure", { class: "drawing" }, container));
    try {
      const { draw } = await load();
      if (turn !== this.#turn) return;
      const picture = await draw({
        container,
        solutions: this.#solutions,
        columns: chosen,
        endpoint: location.pathname,
        data: this.data,
        period: [parameter("from"), parameter("to")],
        choosePeriod: (period) => this.#choosePeriod(period, true),
      });
      if (turn !== this.#turn) return picture.remove();
      this.#picture = picture;
      said.textContent = picture.said;
      if (container.hasAttribute("role")) container.setAttribute("aria-label", picture.said);
      if (picture.query) this.#panel.append(sparql(picture.query));
      // A network may have found its better places meanwhile.
      container.dataset["state"] ??= "drawn";
    } catch {
      said.textContent = text("failed");
    }
  }

  /** The column that the address names for a role, else the one in its place among those that fit. */
  #chosenColumn(role: string, possible: readonly number[], place: number): number {
    const named = this.#solutions.names.indexOf(parameter(role));
    return possible.includes(named) ? named : (possible[place] ?? -1);
  }

  #field(name: ViewName, role: string, possible: readonly number[], chosen: number): HTMLLabelElement {
    const select = element("select", { "data-role": role });
    for (const column of possible) {
      const option = element("option", {}, this.#solutions.names[column] ?? "");
      option.selected = column === chosen;
      select.append(option);
    }
    select.addEventListener("change", () => {
      keep(role, select.value);
      void this.#show(name).then(() => this.#panel.querySelector<HTMLElement>(`[data-role=${role}]`)?.focus());
    });
    return element("label", {}, text(`column-${role}`), " ", select);
  }

  /** Let only the rows of a period stand in the table; `[“”, “”]` is all of them. */
  #choosePeriod([from, to]: readonly [string, string], isKept: boolean): void {
    if (isKept) {
      keep("from", from);
      keep("to", to);
    }
    const column = this.#chosenColumn("date", this.#columns.dates, 0);
    this.#solutions.elements.forEach((element, row) => {
      const month = monthOf(this.#solutions.rows[row]?.[column] ?? null);
      element.hidden = Boolean(from) && !(month && month.slice(0, from.length) >= from && month.slice(0, to.length) <= to);
    });
  }
}

/** What was asked beside the query of the page, for who wants to ask it. */
function sparql(query: string): HTMLDetailsElement {
  const summary = element("summary", {}, text("picture-query"));
  return element("details", { class: "sparql", "data-of": "places" }, summary, element("pre", { tabindex: "0" }, query));
}

function parameter(name: string): string {
  return new URL(location.href).searchParams.get(name) ?? "";
}

/** Keep a choice in the address; an empty one is left out. */
function keep(name: string, value: string): void {
  const address = new URL(location.href);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  history.replaceState(history.state, "", address);
}
