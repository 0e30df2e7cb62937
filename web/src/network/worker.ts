import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import type { Layout, LayoutTask } from "./messages";

/** Fewer rounds for larger graphs, so that the layout of the largest still takes a few seconds only. */
function rounds(nodes: number): number {
  return Math.max(80, Math.min(500, Math.round(150_000 / (nodes + 1))));
}

/** Without chance: the same network looks the same each time. */
function layout({ edges, positions }: LayoutTask): Layout {
  const graph = new Graph({ type: "undirected" });
  positions.forEach(([x, y], node) => graph.addNode(node, { x, y }));
  for (const [source, target, weight] of edges) graph.mergeEdge(source, target, { weight: Math.sqrt(weight) });
  const settings = {
    ...forceAtlas2.inferSettings(graph),
    // Partners apart from each other, and what hangs together with nothing else not far away.
    strongGravityMode: true,
    gravity: 0.05,
    scalingRatio: 60,
    edgeWeightInfluence: 0.5,
    barnesHutOptimize: positions.length > 500,
  };
  const found = forceAtlas2(graph, { iterations: rounds(positions.length), getEdgeWeight: "weight", settings });
  return positions.map((_, node) => {
    const { x, y } = found[String(node)] ?? { x: 0, y: 0 };
    return [x, y];
  });
}

self.onmessage = ({ data }: MessageEvent<LayoutTask>) => self.postMessage(layout(data));
