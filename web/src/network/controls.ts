import { element } from "../page/elements";
import { text } from "../page/texts";
import type { NetworkGraph } from "./drawing";
import type { NetworkRenderer } from "./renderer";

const STEP = 0.1;
const CLOSER = 1 / 1.5;
const FARTHER = 1.5;

/** Buttons and keys for what the mouse does with the network, and a field that finds a node by its label. */
export function addControls(
  container: HTMLElement,
  graph: NetworkGraph,
  renderer: NetworkRenderer,
  choose: (node: string) => void,
): void {
  const list = element("datalist", { id: "network-nodes" });
  const labels = new Map<string, string>();
  graph.forEachNode((node, { label }) => {
    if (!labels.has(label)) list.append(element("option", { value: label }));
    labels.set(label, node);
  });
  const field = element("input", {
    type: "search",
    list: "network-nodes",
    "aria-label": text("find"),
    placeholder: text("find"),
    autocomplete: "off",
  });
  field.addEventListener("input", () => {
    const node = labels.get(field.value);
    if (node === undefined) return;
    choose(node);
    renderer.goTo(node);
  });
  const bar = element(
    "div",
    { class: "controls", role: "group", "aria-controls": container.id },
    field,
    list,
    button("zoom-in", "+", () => renderer.zoom(CLOSER)),
    button("zoom-out", "−", () => renderer.zoom(FARTHER)),
    button("fit", "⤢", () => renderer.showAll()),
  );
  container.before(bar);
  container.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act(renderer);
  });
}

const KEYS: Readonly<Record<string, (renderer: NetworkRenderer) => void>> = {
  ArrowLeft: (renderer) => renderer.pan(-STEP, 0),
  ArrowRight: (renderer) => renderer.pan(STEP, 0),
  ArrowUp: (renderer) => renderer.pan(0, -STEP),
  ArrowDown: (renderer) => renderer.pan(0, STEP),
  "+": (renderer) => renderer.zoom(CLOSER),
  "-": (renderer) => renderer.zoom(FARTHER),
  "0": (renderer) => renderer.showAll(),
};

function button(key: string, sign: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", "aria-label": text(key), title: text(key), "data-control": key }, sign);
  made.addEventListener("click", act);
  return made;
}
