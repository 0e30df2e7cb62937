import { showNetwork } from "../network/showing";
import { element } from "../page/elements";
import { text } from "../page/texts";
import { networkOf } from "./edges";
import type { Picture, PictureRequest } from "./pictures";

/** Draws the things of two columns, joined where they stand in one row. */
export function draw({ container, solutions, columns, data }: PictureRequest): Picture {
  const [source = -1, target = -1] = columns;
  const drawing = networkOf(solutions, source, target);
  const chosen = element("p", { class: "chosen-node", role: "status" });
  const shown = showNetwork(container, drawing, data.networkWorker, {
    onNode: (node, { graph, renderer }) => {
      renderer.focus(new Set([node, ...graph.neighbors(node)]), new Set(graph.edges(node)));
      const { label, address } = graph.getNodeAttributes(node);
      chosen.replaceChildren(
        element("strong", { dir: "auto" }, label),
        ` · ${text("partners", { n: graph.degree(node) })}`,
        ...(address ? [" · ", element("a", { href: address }, text("open-page"))] : []),
      );
    },
    onEdge: (edge, { graph, renderer }) => {
      const ends = graph.extremities(edge);
      renderer.focus(new Set(ends), new Set([edge]));
      chosen.replaceChildren(ends.map((node) => graph.getNodeAttribute(node, "label")).join(" – "));
    },
    onNothing: () => chosen.replaceChildren(),
  });
  container.after(chosen);
  return {
    said: text("network-shown", {
      nodes: drawing.nodes.length,
      edges: drawing.edges.length,
      rows: solutions.rows.length,
    }),
    remove: () => shown?.renderer.sigma.kill(),
  };
}
