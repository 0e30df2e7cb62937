import { text } from "../page/texts";
import { drawChart } from "../timeline/chart";
import { binsOf } from "./bins";
import type { Picture, PictureRequest } from "./pictures";
import { monthOf } from "./solutions";

/** Draws how many rows there are of each month or year; the table shows those of the period that is chosen. */
export function draw({ container, solutions, columns, period, choosePeriod }: PictureRequest): Picture {
  const [column = -1] = columns;
  const dates = solutions.rows.flatMap((row) => monthOf(row[column] ?? null) ?? []);
  const bins = binsOf(dates);
  let shown = period;
  const redraw = (): void => {
    container.replaceChildren();
    drawChart(container, bins, shown, (chosen) => {
      shown = chosen;
      choosePeriod(chosen);
    });
  };
  redraw();
  let width = container.clientWidth;
  const observer = new ResizeObserver(() => {
    if (Math.abs(container.clientWidth - width) < 2) return;
    width = container.clientWidth;
    redraw();
  });
  observer.observe(container);
  return {
    said: text("timeline-shown", { n: dates.length, rows: solutions.rows.length }),
    remove: () => observer.disconnect(),
  };
}
