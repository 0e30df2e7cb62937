import { axisBottom, axisLeft } from "d3-axis";
import { brushX, type D3BrushEvent } from "d3-brush";
import { scaleLinear, scaleTime } from "d3-scale";
import { select, type Selection } from "d3-selection";
import { text } from "../page/texts";

/** A month, `2004-04`, or a year, `2004`: how many events for certain, how many further ones possibly. */
export type Bin = readonly [name: string, certain: number, possible: number];

/** First and last bin of a period, both included. */
export type Period = readonly [from: string, to: string];

const HEIGHT = 220;
const MARGIN = { top: 8, right: 24, bottom: 24, left: 40 };

const startOf = (name: string): Date => new Date(`${name.padEnd(7, "-01")}-01T00:00:00Z`);

function endOf(name: string): Date {
  const end = startOf(name);
  if (name.length === 4) end.setUTCFullYear(end.getUTCFullYear() + 1);
  else end.setUTCMonth(end.getUTCMonth() + 1);
  return end;
}

/** Draws the bins, each bar with a name, and a brush over them; calls back with the period that is chosen. */
export function drawChart(
  container: HTMLElement,
  bins: readonly Bin[],
  period: readonly [string, string],
  choose: (period: Period) => void,
): void {
  const width = Math.max(280, container.clientWidth);
  const first = bins[0]?.[0] ?? "";
  const last = bins.at(-1)?.[0] ?? "";
  const x = scaleTime([startOf(first), endOf(last)], [MARGIN.left, width - MARGIN.right]);
  const most = Math.max(1, ...bins.map(([, certain, possible]) => certain + possible));
  const y = scaleLinear([0, most], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const svg = select(container)
    .append("svg")
    .attr("viewBox", `0 0 ${width} ${HEIGHT}`)
    .attr("role", "img")
    .attr("aria-label", text("timeline-name", { first, last }));
  const bars = svg.append("g").attr("class", "bars").selectAll("g").data(bins).join("g").attr("data-bin", ([name]) => name);
  bars.append("title").text(([name, certain, possible]) => text("timeline-bar", { name, certain, possible }));
  const bar = (kind: string, low: (bin: Bin) => number, high: (bin: Bin) => number) =>
    bars
      .append("rect")
      .attr("class", kind)
      .attr("x", ([name]) => x(startOf(name)) + 0.5)
      .attr("width", ([name]) => Math.max(1, x(endOf(name)) - x(startOf(name)) - 1))
      .attr("y", (bin) => y(high(bin)))
      .attr("height", (bin) => y(low(bin)) - y(high(bin)));
  bar("certain", () => 0, ([, certain]) => certain);
  bar("possible", ([, certain]) => certain, ([, certain, possible]) => certain + possible);
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${HEIGHT - MARGIN.bottom})`).call(axisBottom<Date>(x).ticks(width / 90));
  svg.append("g").attr("class", "axis").attr("transform", `translate(${MARGIN.left},0)`).call(axisLeft(y).ticks(Math.min(5, most)));
  addBrush(svg, bins, period, x, choose);
}

function addBrush(
  svg: Selection<SVGSVGElement, unknown, null, undefined>,
  bins: readonly Bin[],
  [from, to]: readonly [string, string],
  x: (day: Date) => number,
  choose: (period: Period) => void,
): void {
  const right = x(endOf(bins.at(-1)?.[0] ?? ""));
  const left = x(startOf(bins[0]?.[0] ?? ""));
  const brush = brushX<unknown>().extent([
    [left, MARGIN.top],
    [right, HEIGHT - MARGIN.bottom],
  ]);
  const group = svg.append("g").attr("class", "brush").call(brush);
  if (from || to) {
    const edge = (day: number) => Math.max(left, Math.min(right, day));
    const start = from ? edge(x(startOf(from.slice(0, 7)))) : left;
    const end = to ? edge(x(endOf(to.slice(0, 7)))) : right;
    group.call(brush.move, [start, end]);
  }
  brush.on("end", ({ selection, sourceEvent }: D3BrushEvent<unknown>) => {
    if (!sourceEvent) return;
    if (!selection) return choose(["", ""]);
    const [start, end] = selection as [number, number];
    const touched = bins.filter(([name]) => x(endOf(name)) > start + 1 && x(startOf(name)) < end - 1);
    const [one, other] = [touched[0], touched.at(-1)];
    if (!one || !other) return;
    group.call(brush.move, [x(startOf(one[0])), x(endOf(other[0]))]);
    choose([one[0], other[0]]);
  });
}
