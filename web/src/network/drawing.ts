import Graph from "graphology";

/** The data block of the page: key, label and address of nodes; numbers of two nodes, and the weight, of edges. */
export interface Drawing {
  /** Whether an edge leads from its source to its target: a visit, not a meeting. */
  readonly directed?: boolean;
  readonly nodes: readonly (readonly [key: string, label: string, address: string | null])[];
  readonly edges: readonly (readonly [source: number, target: number, weight: number])[];
}

export interface NodeAttributes {
  x: number;
  y: number;
  size: number;
  label: string;
  key: string;
  address: string | null;
  /** Among what is chosen or pointed at; if something is, and this is not, it is drawn pale. */
  near: boolean;
}

export interface EdgeAttributes {
  size: number;
  weight: number;
  near: boolean;
}

export type NetworkGraph = Graph<NodeAttributes, EdgeAttributes>;

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** The network as a graph: nodes by their number, on a spiral with the best connected in the middle. */
export function networkGraph({ nodes, edges, directed = false }: Drawing): NetworkGraph {
  const graph: NetworkGraph = new Graph({ type: directed ? "directed" : "undirected" });
  const partners = nodes.map(() => 0);
  for (const [source, target] of edges) {
    partners[source] = (partners[source] ?? 0) + 1;
    partners[target] = (partners[target] ?? 0) + 1;
  }
  const ranked = nodes.map((_, node) => node).sort((one, other) => (partners[other] ?? 0) - (partners[one] ?? 0) || one - other);
  const rank = new Map(ranked.map((node, at) => [node, at]));
  nodes.forEach(([key, label, address], node) => {
    const at = rank.get(node) ?? 0;
    const [angle, radius] = [at * GOLDEN_ANGLE, 10 * Math.sqrt(at)];
    graph.addNode(String(node), {
      x: radius * Math.cos(angle),
      y: radius * Math.sin(angle),
      size: 2.5 + 1.8 * Math.sqrt(partners[node] ?? 0),
      label,
      key,
      address,
      near: false,
    });
  });
  // Answers of other queries may name a pair twice.
  for (const [source, target, weight] of edges) {
    const together = weight + (graph.hasEdge(source, target) ? graph.getEdgeAttribute(source, target, "weight") : 0);
    graph.mergeEdge(source, target, { weight: together, size: 0.8 + 1.2 * Math.log2(1 + together), near: false });
  }
  return graph;
}
