import type { Drawing } from "../network/drawing";
import { labelsOf, type Solutions } from "./solutions";

/** Nodes and edges; an edge weighs as many rows as it stands in, or the sum of a column `?weight`. */
export function networkOf(solutions: Solutions, source: number, target: number): Drawing {
  const labels = new Map([...labelsOf(solutions, target), ...labelsOf(solutions, source)]);
  const numbers = new Map([...labels.keys()].map((iri, number) => [iri, number]));
  const addresses = new Map<string, string | null>();
  const weightColumn = solutions.names.indexOf("weight");
  const weights = new Map<string, number>();
  for (const row of solutions.rows) {
    const [one, other] = [row[source], row[target]];
    if (!one?.iri || !other?.iri) continue;
    addresses.set(one.iri, one.address).set(other.iri, other.address);
    const ends = [numbers.get(one.iri) ?? 0, numbers.get(other.iri) ?? 0].sort((left, right) => left - right);
    if (ends[0] === ends[1]) continue;
    const weight = Number(row[weightColumn]?.text ?? 1);
    weights.set(ends.join(" "), (weights.get(ends.join(" ")) ?? 0) + (weight > 0 ? weight : 1));
  }
  return {
    nodes: [...labels].map(([iri, label]) => [iri, label, addresses.get(iri) ?? null] as const),
    edges: [...weights].map(([ends, weight]) => {
      const [one = 0, other = 0] = ends.split(" ").map(Number);
      return [one, other, weight] as const;
    }),
  };
}
