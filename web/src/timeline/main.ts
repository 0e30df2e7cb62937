import { readData } from "../page/data";
import { existing } from "../page/elements";
import { enhanceFilter } from "../page/filter";
import { showInstead } from "../page/replacing";
import { drawChart, type Bin, type Period } from "./chart";

/** What depends on the period; the bars do not. */
const OF_THE_PERIOD = [".views", "#filter", ".totals", "#events", ".sparql[data-of=view]"];

function start(): void {
  enhanceFilter();
  const { bins } = readData<{ bins: Bin[] }>("drawing");
  const container = existing<HTMLElement>("#timeline");
  if (bins.length === 0) return;
  container.hidden = false;
  const draw = () => {
    const shown = new URL(location.href).searchParams;
    container.replaceChildren();
    drawChart(container, bins, [shown.get("from") ?? "", shown.get("to") ?? ""], choose);
    container.dataset.state = "drawn";
  };
  draw();
  let width = container.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(container.clientWidth - width) < 2) return;
    width = container.clientWidth;
    draw();
  }).observe(container);
}

function choose([from, to]: Period): void {
  const address = new URL(location.href);
  address.hash = "";
  address.searchParams.delete("page");
  for (const [name, value] of [["from", from], ["to", to]] as const) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  void showInstead(address, address, OF_THE_PERIOD);
}

start();
