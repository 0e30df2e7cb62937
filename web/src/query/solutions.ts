/** A cell of the table: what it shows, and what it stands for. */
export interface Cell {
  readonly text: string;
  /** The IRI of a thing, and where its page is. */
  readonly iri: string | null;
  readonly address: string | null;
}

/** The solutions that the page shows, as its table has them; the views draw these and no others. */
export interface Solutions {
  readonly names: readonly string[];
  /** Cells by row and column; null where a variable is unbound. */
  readonly rows: readonly (readonly (Cell | null)[])[];
  /** The rows of the table. */
  readonly elements: readonly HTMLTableRowElement[];
}

/** Columns that a view can take. */
export interface Columns {
  /** Things, for the ends of lines. */
  readonly things: readonly number[];
  readonly dates: readonly number[];
  /** Places, States and events, which are somewhere. */
  readonly places: readonly number[];
}

const DATE = /^\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|[T~?%/Z+])/;
const SOMEWHERE = /\/id\/(?:place|state|event)\//;

export function readSolutions(table: HTMLTableElement): Solutions {
  const elements = [...table.tBodies].flatMap((body) => [...body.rows]);
  return {
    names: [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent ?? ""),
    rows: elements.map((row) => [...row.cells].map(readCell)),
    elements,
  };
}

function readCell(cell: HTMLTableCellElement): Cell | null {
  const link = cell.querySelector("a");
  const text = cell.textContent?.trim() ?? "";
  if (link) return { text, iri: link.title, address: link.href };
  return cell.firstElementChild ? { text, iri: null, address: null } : null;
}

/** The month or year of a date, `2004-04` or `2004`; null if a cell holds none. */
export function monthOf(cell: Cell | null): string | null {
  if (!cell || cell.iri !== null) return null;
  return DATE.exec(cell.text)?.[0].slice(0, 7) ?? null;
}

/** Which columns which view can take: those of which every cell that holds anything fits. */
export function columnsOf({ names, rows }: Solutions): Columns {
  const fitting = (fits: (cell: Cell) => boolean): number[] =>
    names.map((_, column) => column).filter((column) => {
      const cells = rows.flatMap((row) => row[column] ?? []);
      return cells.length > 0 && cells.every(fits);
    });
  return {
    things: fitting(({ iri }) => iri !== null),
    dates: fitting((cell) => monthOf(cell) !== null),
    places: fitting(({ iri }) => iri !== null && SOMEWHERE.test(iri)),
  };
}

/** What to call the things of a column: a column `?xLabel` or `?xName` beside `?x` has it, else the link. */
export function labelsOf({ names, rows }: Solutions, column: number): Map<string, string> {
  const name = names[column] ?? "";
  const named = names.findIndex((other) => other === `${name}Label` || other === `${name}Name`);
  const labels = new Map<string, string>();
  for (const row of rows) {
    const cell = row[column];
    if (cell?.iri && !labels.has(cell.iri)) labels.set(cell.iri, row[named]?.text || cell.text);
  }
  return labels;
}
