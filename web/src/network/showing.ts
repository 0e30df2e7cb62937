import { element } from "../page/elements";
import { text } from "../page/texts";
import { addControls } from "./controls";
import { type Drawing, type NetworkGraph, networkGraph } from "./drawing";
import type { Layout, LayoutTask } from "./messages";
import { NetworkRenderer } from "./renderer";

const NONE: ReadonlySet<string> = new Set();

/** A network on the page. */
export interface ShownNetwork {
  readonly graph: NetworkGraph;
  readonly renderer: NetworkRenderer;
}

/** What happens when the reader chooses something of a network, or nothing of it. */
export interface NetworkEvents {
  readonly onNode: (node: string, shown: ShownNetwork) => void;
  readonly onEdge: (edge: string, shown: ShownNetwork) => void;
  readonly onNothing: () => void;
}

/**
 * Shows a network with its controls, and has its nodes placed.
 *
 * @param worker address of the script that places them.
 * @returns nothing if the browser cannot draw it, which the page then says.
 */
export function showNetwork(
  container: HTMLElement,
  drawing: Drawing,
  worker: string,
  events: NetworkEvents,
): ShownNetwork | null {
  container.hidden = false;
  container.tabIndex = 0;
  container.setAttribute("role", "group");
  container.setAttribute("aria-label", text("network-name", { nodes: drawing.nodes.length, edges: drawing.edges.length }));
  container.dataset.nodes = String(drawing.nodes.length);
  container.dataset.edges = String(drawing.edges.length);
  const graph = networkGraph(drawing);
  let renderer: NetworkRenderer;
  try {
    renderer = new NetworkRenderer(graph, container);
  } catch {
    container.hidden = true;
    container.before(element("p", { class: "note", role: "status" }, text("no-webgl")));
    return null;
  }
  const shown = { graph, renderer };
  addControls(container, graph, renderer, (node) => events.onNode(node, shown));
  renderer.sigma.on("clickNode", ({ node }) => events.onNode(node, shown));
  renderer.sigma.on("clickNodeLabel", ({ node }) => events.onNode(node, shown));
  renderer.sigma.on("clickEdge", ({ edge }) => events.onEdge(edge, shown));
  renderer.sigma.on("clickStage", () => {
    renderer.focus(NONE, NONE);
    events.onNothing();
  });
  renderer.sigma.once("afterRender", () => {
    container.dataset.state ??= "drawn";
    performance.mark("network-drawn");
  });
  settle(drawing, graph, container, worker);
  return shown;
}

/** Has the worker find better places, and puts the nodes there. */
function settle({ edges }: Drawing, graph: NetworkGraph, container: HTMLElement, address: string): void {
  const worker = new Worker(address, { type: "module" });
  const positions = graph.mapNodes((_, { x, y }) => [x, y] as const);
  // Layouts are round, screens are not.
  const stretch = container.clientWidth / Math.max(1, container.clientHeight);
  worker.onmessage = ({ data }: MessageEvent<Layout>) => {
    graph.updateEachNodeAttributes((node, attributes) => {
      const [x, y] = data[Number(node)] ?? [attributes.x, attributes.y];
      return { ...attributes, x: x * stretch, y };
    });
    container.dataset.state = "settled";
    performance.mark("network-settled");
    worker.terminate();
  };
  worker.postMessage({ edges, positions } satisfies LayoutTask);
}
