// The basemap: the countries of world-atlas (Natural Earth, public domain), coarser, under the codes of our States.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const read = (path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");

/** Degrees by which a border may move; about four kilometres. The query page has to stay small with a map, too. */
const TOLERANCE = 0.04;
/** Degrees; what is no longer than this is left as it is, so that the smallest States keep their shape. */
const SMALL = 0.6;

/** What the atlas draws by itself and without a number of ISO 3166-1, by the State that the documents mean. */
const WITHOUT_NUMBER = { Kosovo: "XKX", "N. Cyprus": "CYP", Somaliland: "SOM" };

/** A module of the topology, for esbuild: `import world from "basemap"`. */
export const basemap = {
  name: "basemap",
  setup(build) {
    build.onResolve({ filter: /^basemap$/ }, () => ({ path: "basemap", namespace: "basemap" }));
    build.onLoad({ filter: /.*/, namespace: "basemap" }, () => ({
      contents: JSON.stringify(topology()),
      loader: "json",
    }));
  },
};

function topology() {
  const atlas = JSON.parse(read("node_modules/world-atlas/countries-50m.json"));
  const codes = JSON.parse(read("src/map/state_codes.json"));
  const stateOf = new Map(Object.entries(codes).map(([state, number]) => [number, state]));
  const { scale, translate } = atlas.transform;
  const used = new Map();
  const renumbered = (arcs) => (Array.isArray(arcs) ? arcs.map(renumbered) : numbered(arcs));
  function numbered(arc) {
    const key = arc < 0 ? ~arc : arc;
    if (!used.has(key)) used.set(key, used.size);
    return arc < 0 ? ~used.get(key) : used.get(key);
  }
  moveCrimea(atlas);
  const geometries = atlas.objects.countries.geometries
    .filter(({ properties }) => properties.name !== "Antarctica")
    .map(({ type, arcs, id, properties }) => {
      const state = WITHOUT_NUMBER[properties.name] ?? stateOf.get(id);
      return { type, arcs: renumbered(arcs), ...(state && { id: state }) };
    });
  assertAllParticipating(new Set(geometries.map(({ id }) => id)));
  const arcs = [...used.keys()].map((arc) => relative(simplified(absolute(atlas.arcs[arc]), scale)));
  const objects = { countries: { type: "GeometryCollection", geometries } };
  return { type: "Topology", transform: { scale, translate }, objects, arcs };
}

/**
 * The atlas draws who holds a territory. Documents of the OSCE mean Ukraine by its borders of 1991, as resolution
 * 68/262 of the General Assembly of the United Nations does, and events there count for Ukraine in the graph.
 */
function moveCrimea({ objects, arcs, transform: { scale, translate } }) {
  const [russia, ukraine] = ["643", "804"].map((number) => objects.countries.geometries.find(({ id }) => id === number));
  const isCrimea = ([ring]) =>
    ring.every((arc) =>
      absolute(arcs[arc < 0 ? ~arc : arc]).every(([x, y]) => {
        const [longitude, latitude] = [x * scale[0] + translate[0], y * scale[1] + translate[1]];
        return longitude > 32 && longitude < 37 && latitude > 44 && latitude < 46.5;
      }),
    );
  const moved = russia.arcs.filter(isCrimea);
  if (moved.length !== 1) throw new Error(`the atlas has Crimea in ${moved.length} pieces`);
  russia.arcs = russia.arcs.filter((polygon) => !moved.includes(polygon));
  if (ukraine.type === "Polygon") [ukraine.type, ukraine.arcs] = ["MultiPolygon", [ukraine.arcs]];
  ukraine.arcs.push(...moved);
}

function assertAllParticipating(drawn) {
  const [header, ...lines] = read("../data/reference/state_statuses.csv").trim().split("\n");
  if (!header.startsWith("iso3,status,since,until,")) throw new Error("state_statuses.csv has other columns");
  const participating = lines
    .map((line) => line.split(","))
    .filter(([, status, , until]) => status === "participating" && !until)
    .map(([state]) => state);
  const missing = participating.filter((state) => !drawn.has(state));
  if (participating.length !== 57 || missing.length) {
    throw new Error(`${participating.length} participating States, of which the map lacks ${missing.join(", ") || "none"}`);
  }
}

function absolute(arc) {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => [(x += dx), (y += dy)]);
}

function relative(points) {
  return points.map(([x, y], at) => (at ? [x - points[at - 1][0], y - points[at - 1][1]] : [x, y]));
}

/** Douglas and Peucker's: of a line, only points that are further than the tolerance from what is left. */
function simplified(points, [scaleX, scaleY]) {
  const degrees = points.map(([x, y]) => [x * scaleX, y * scaleY]);
  const extent = [0, 1].map((axis) => {
    const values = degrees.map((point) => point[axis]);
    return Math.max(...values) - Math.min(...values);
  });
  if (Math.max(...extent) < SMALL) return points;
  const kept = new Set([0, points.length - 1]);
  const open = [[0, points.length - 1]];
  while (open.length) {
    const [start, end] = open.pop();
    let [farthest, most] = [-1, TOLERANCE];
    for (let at = start + 1; at < end; at += 1) {
      const away = distance(degrees[at], degrees[start], degrees[end]);
      if (away > most) [farthest, most] = [at, away];
    }
    if (farthest > 0) {
      kept.add(farthest);
      open.push([start, farthest], [farthest, end]);
    }
  }
  return points.filter((_, at) => kept.has(at));
}

/** From a point to the segment between two others. */
function distance([x, y], [x1, y1], [x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length ? Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length)) : 0;
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}
