import { readData } from "../page/data";
import { element, existing } from "../page/elements";
import { enhanceFilter } from "../page/filter";
import { showInstead } from "../page/replacing";
import { text } from "../page/texts";
import type { Drawing, NetworkGraph } from "./drawing";
import type { NetworkRenderer } from "./renderer";
import { showNetwork } from "./showing";

function start(): void {
  enhanceFilter();
  openEventsInPlace();
  const drawing = readData<Drawing>("drawing");
  const container = existing<HTMLElement>("#network");
  if (drawing.nodes.length === 0) return;
  const chosen = element("p", { class: "chosen-node", role: "status" });
  const shown = showNetwork(container, drawing, container.dataset.worker ?? "", {
    onNode: (node, { graph, renderer }) => showNode(graph, renderer, chosen, node),
    onEdge: (edge, { graph, renderer }) => showEdge(graph, renderer, edge),
    onNothing: () => chosen.replaceChildren(),
  });
  if (!shown) return;
  container.after(chosen);
  focusOpenEdge(shown.graph, shown.renderer);
}

function showNode(graph: NetworkGraph, renderer: NetworkRenderer, chosen: HTMLElement, node: string): void {
  renderer.focus(new Set([node, ...graph.neighbors(node)]), new Set(graph.edges(node)));
  const { key, label, address } = graph.getNodeAttributes(node);
  const only = addressOfOnly(key);
  chosen.dataset.node = key;
  chosen.replaceChildren(
    element("strong", { dir: "auto" }, label),
    ` · ${text("partners", { n: graph.degree(node) })}`,
    ...(address ? [" · ", element("a", { href: address }, text("open-page"))] : []),
    ...(only ? [" · ", element("a", { href: only.href, rel: "nofollow" }, text("only-this"))] : []),
  );
}

/** Where the network of one node is; nothing for groups, which are no parameter of the filter. */
function addressOfOnly(key: string): URL | undefined {
  const parameters: Readonly<Record<string, string>> = {
    person: "person",
    state: "state",
    structure: "institution",
    organization: "institution",
  };
  const name = parameters[key.split("/")[0] ?? ""];
  if (!name) return undefined;
  const address = new URL(location.href);
  address.hash = "";
  address.searchParams.delete("between");
  address.searchParams.set(name, key);
  return address;
}

function rowOf(source: string, target: string): HTMLTableRowElement | undefined {
  return [...document.querySelectorAll<HTMLTableRowElement>("#edges tbody tr")].find(
    ({ dataset }) => dataset.source === source && dataset.target === target,
  );
}

function showEdge(graph: NetworkGraph, renderer: NetworkRenderer, edge: string): void {
  renderer.focus(new Set(graph.extremities(edge)), new Set([edge]));
  const [source, target] = graph.extremities(edge).map((node) => graph.getNodeAttribute(node, "key"));
  const link = rowOf(source ?? "", target ?? "")?.querySelector<HTMLAnchorElement>("a.behind");
  if (link) void openEvents(new URL(link.href));
}

/** Lets the edge that the address names stand out. */
function focusOpenEdge(graph: NetworkGraph, renderer: NetworkRenderer): void {
  const between = new URL(location.href).searchParams.getAll("between");
  const nodes = between.flatMap((key) => graph.filterNodes((_, attributes) => attributes.key === key));
  const [one, other] = nodes;
  if (one === undefined || other === undefined || !graph.hasEdge(one, other)) return;
  renderer.focus(new Set(nodes), new Set([graph.edge(one, other) ?? ""]));
}

/** Shows the events behind an edge without leaving the network. */
async function openEvents(address: URL): Promise<void> {
  const list = new URL(address);
  list.pathname = list.pathname.replace(/\/network$/, "/events");
  list.searchParams.set("view", "network");
  if (!(await showInstead(list, address, ["#events"]))) return;
  const heading = document.querySelector<HTMLElement>("#events-heading");
  heading?.focus({ preventScroll: true });
  document.querySelector("#events")?.scrollIntoView({ block: "nearest" });
}

function openEventsInPlace(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest<HTMLAnchorElement>("#edges a.behind, #events nav.pages a");
    if (!link) return;
    event.preventDefault();
    void openEvents(new URL(link.href));
  });
}

start();
