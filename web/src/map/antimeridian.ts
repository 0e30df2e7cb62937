type Ring = GeoJSON.Position[];

/**
 * Lets rings go on beyond 180 degrees instead of jumping to the other end of the map.
 *
 * The atlas has its countries in one piece on the globe; on a plane, Russia's border would cross the whole map.
 */
export function unwrap(geometry: GeoJSON.Geometry): void {
  if (geometry.type === "Polygon") geometry.coordinates.forEach(unwrapRing);
  if (geometry.type === "MultiPolygon") geometry.coordinates.flat().forEach(unwrapRing);
}

function unwrapRing(ring: Ring): void {
  let turns = 0;
  let before = ring[0]?.[0] ?? 0;
  for (const point of ring) {
    const longitude = point[0] ?? 0;
    if (longitude - before > 180) turns -= 360;
    if (longitude - before < -180) turns += 360;
    before = longitude;
    point[0] = longitude + turns;
  }
  const longitudes = ring.map(([longitude]) => longitude ?? 0);
  const middle = (Math.min(...longitudes) + Math.max(...longitudes)) / 2;
  const shift = -360 * Math.round(middle / 360);
  for (const point of ring) point[0] = (point[0] ?? 0) + shift;
}
