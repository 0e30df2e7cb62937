declare module "basemap" {
  import type { GeometryCollection, Topology } from "topojson-specification";

  /** The countries, those that are States of the graph with their ISO 3166-1 alpha-3 code; see web/basemap.mjs. */
  const world: Topology<{ countries: GeometryCollection }>;
  export default world;
}
