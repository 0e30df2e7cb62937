import { type Drawing, drawMap } from "../map/drawing";
import { element } from "../page/elements";
import { text } from "../page/texts";
import type { Picture, PictureRequest } from "./pictures";

const MOST_THINGS = 1000;
const STATE = /\/id\/state\/([A-Z]{3,4})$/;

interface Binding {
  readonly value: string;
}
type Row = Readonly<Record<"thing" | "where" | "label" | "latitude" | "longitude", Binding | undefined>>;

/** Draws where the things of a column are: States, places, and events by their State and place. */
export async function draw({ container, solutions, columns, endpoint, data }: PictureRequest): Promise<Picture> {
  const [column = -1] = columns;
  const rowsOf = new Map<string, number>();
  for (const row of solutions.rows) {
    const iri = row[column]?.iri;
    if (iri) rowsOf.set(iri, (rowsOf.get(iri) ?? 0) + 1);
  }
  const things = [...rowsOf.keys()].slice(0, MOST_THINGS);
  const query = placesQuery(things, data.language);
  const [located] = await Promise.all([locate(endpoint, query), loadStyle(data.mapStyle)]);
  const addresses = new Map<string, string>();
  const drawing = drawingOf(located, rowsOf, addresses);
  const map = drawMap(container, drawing, (key) => new URL(addresses.get(key) ?? "", location.href));
  const found = new Set(located.map(({ thing }) => thing?.value));
  return {
    said: `${text("map-shown", { n: found.size, things: rowsOf.size })} ${text("map-borders")}`,
    query,
    remove: () => map.remove(),
  };
}

/** The query for where things are; a city is in its State, too. */
function placesQuery(things: readonly string[], language: string): string {
  return `SELECT DISTINCT ?thing ?where ?label ?latitude ?longitude {
  VALUES ?thing { ${things.map((iri) => `<${iri}>`).join(" ")} }
  { ?thing a okg:State . BIND (?thing AS ?where) }
  UNION { ?thing okg:inState ?where }
  UNION { ?thing okg:place?/okg:locatedIn* ?where . ?where schema:latitude ?latitude ; schema:longitude ?longitude }
  OPTIONAL { ?where rdfs:label ?own FILTER (LANG(?own) = "${language}") }
  OPTIONAL { ?where rdfs:label ?english FILTER (LANG(?english) = "en") }
  BIND (COALESCE(?own, ?english, STR(?where)) AS ?label)
}`;
}

async function locate(endpoint: string, query: string): Promise<readonly Row[]> {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json" },
    body: query,
  });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { results: { bindings: readonly Row[] } }).results.bindings;
}

function drawingOf(
  located: readonly Row[],
  rowsOf: ReadonlyMap<string, number>,
  addresses: Map<string, string>,
): Drawing {
  const states = new Map<string, [string, string, number]>();
  const places = new Map<string, [string, string, number, number, number]>();
  for (const { thing, where, label, latitude, longitude } of located) {
    const iri = where?.value ?? "";
    const rows = rowsOf.get(thing?.value ?? "") ?? 0;
    const code = STATE.exec(iri)?.[1];
    const key = code ?? iri;
    addresses.set(key, `doc/${iri.slice(iri.indexOf("/id/") + 4)}`);
    const known = code === undefined ? places.get(key) : states.get(key);
    if (known) known[2] += rows;
    else if (code !== undefined) states.set(key, [key, label?.value ?? "", rows]);
    else places.set(key, [key, label?.value ?? "", rows, Number(latitude?.value), Number(longitude?.value)]);
  }
  return { states: [...states.values()], places: [...places.values()] };
}

/** Waits for a style sheet, so that what is drawn has its size. */
function loadStyle(address: string): Promise<void> {
  if (document.querySelector(`link[href="${CSS.escape(address)}"]`)) return Promise.resolve();
  const link = element("link", { rel: "stylesheet", href: address });
  return new Promise((resolve, reject) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => reject(new Error(address)));
    document.head.append(link);
  });
}
