import world from "basemap";
import * as L from "leaflet";
import { feature } from "topojson-client";
import { element } from "../page/elements";
import { text } from "../page/texts";
import { unwrap } from "./antimeridian";

/** What a map shows: States by their code, places by their key, each with its label and number of events. */
export interface Drawing {
  readonly states: readonly (readonly [code: string, label: string, events: number])[];
  readonly places: readonly (readonly [key: string, label: string, events: number, latitude: number, longitude: number])[];
}

/** From the Atlantic to Central Asia: most of the participating States. */
const USUAL_BOUNDS: L.LatLngBoundsLiteral = [
  [33, -12],
  [66, 80],
];
const SHADES = 5;

/** Where the reader finds more about a State or a place. */
export type AddressOf = (key: string) => URL;

/** Draws the map; each shape leads to the address of its key. */
export function drawMap(container: HTMLElement, drawing: Drawing, addressOf: AddressOf): L.Map {
  container.hidden = false;
  container.setAttribute("role", "group");
  const counts = { places: drawing.places.length, states: drawing.states.length };
  container.setAttribute("aria-label", text("map-name", counts));
  const map = L.map(container, { minZoom: 1, maxZoom: 9, zoomSnap: 0.25, zoomControl: false, attributionControl: false });
  map.addControl(L.control.zoom({ zoomInTitle: text("zoom-in"), zoomOutTitle: text("zoom-out") }));
  map.fitBounds(USUAL_BOUNDS);
  map.setMaxBounds([
    [-85, -220],
    [85, 220],
  ]);
  addStates(map, drawing, container, addressOf);
  addPlaces(map, drawing, addressOf);
  container.dataset.state = "drawn";
  performance.mark("map-drawn");
  return map;
}

function addStates(map: L.Map, { states }: Drawing, container: HTMLElement, addressOf: AddressOf): void {
  const known = new Map(states.map(([code, label, events]) => [code, { label, events }]));
  const most = Math.max(1, ...states.map(([, , events]) => events));
  const countries = feature(world, world.objects.countries);
  for (const { geometry } of countries.features) unwrap(geometry);
  const layer = L.geoJSON(countries, {
    style: (country) => {
      const events = known.get(String(country?.id))?.events ?? 0;
      const shade = events ? 1 + Math.floor(((SHADES - 1) * Math.log(events)) / Math.log(most + 1)) : 0;
      return { className: `country shade-${shade}`, weight: 0.7 };
    },
    onEachFeature: (country, path) => {
      const state = known.get(String(country.id));
      if (state) describe(path, String(country.id), state.label, state.events, addressOf);
    },
  }).addTo(map);
  layer.eachLayer((path) => {
    const { id } = (path as L.Path & { feature: GeoJSON.Feature }).feature;
    if (id) (path as L.Path).getElement()?.setAttribute("data-state", String(id));
    if (id && known.has(String(id))) makeLink(path as L.Path, String(id), known.get(String(id))?.label ?? "", addressOf);
  });
  container.dataset.countries = String(countries.features.filter(({ id }) => id).length);
}

function addPlaces(map: L.Map, { places }: Drawing, addressOf: AddressOf): void {
  // The smaller circles last, so that none is hidden.
  for (const [key, label, events, latitude, longitude] of [...places].sort((one, other) => other[2] - one[2])) {
    const circle = L.circleMarker([latitude, longitude], { radius: 3 + 2.2 * Math.sqrt(events), className: "place", weight: 1.5 });
    describe(circle, key, label, events, addressOf);
    circle.addTo(map);
    circle.getElement()?.setAttribute("data-place", key);
    makeLink(circle, key, label, addressOf);
  }
}

/** Gives a shape a name that is text, whatever the label holds, and lets it lead to what happened there. */
function describe(layer: L.Layer, key: string, label: string, n: number, addressOf: AddressOf): void {
  layer.bindTooltip(element("span", { dir: "auto" }, text("map-events", { label, n })), { sticky: true });
  layer.on("click", () => location.assign(addressOf(key)));
}

/** Lets a shape be reached and opened with the keyboard. */
function makeLink(path: L.Path, key: string, label: string, addressOf: AddressOf): void {
  const shape = path.getElement();
  if (!shape) return;
  shape.setAttribute("tabindex", "0");
  shape.setAttribute("role", "link");
  shape.setAttribute("aria-label", label);
  shape.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Enter") location.assign(addressOf(key));
  });
}
