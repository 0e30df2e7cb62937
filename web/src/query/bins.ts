import type { Bin } from "../timeline/chart";

/** Months; a longer period is shown by years, as is one of which only years are known. */
const MOST_MONTHS = 144;

/** Months or years without gaps, from the first to the last date. */
export function binsOf(dates: readonly string[]): Bin[] {
  const months = dates.map(monthNumber);
  const first = months.reduce((one, other) => Math.min(one, other), Infinity);
  const last = months.reduce((one, other) => Math.max(one, other), -Infinity);
  const byYear = last - first >= MOST_MONTHS || dates.some((date) => date.length === 4);
  const nameOf = (month: number): string => monthName(month).slice(0, byYear ? 4 : 7);
  const counts = new Map<string, number>();
  for (let month = first; month <= last; month += 1) counts.set(nameOf(month), 0);
  for (const month of months) counts.set(nameOf(month), (counts.get(nameOf(month)) ?? 0) + 1);
  return [...counts].map(([name, count]) => [name, count, 0] as const);
}

function monthNumber(date: string): number {
  return Number(date.slice(0, 4)) * 12 + (date.length > 4 ? Number(date.slice(5, 7)) - 1 : 0);
}

function monthName(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}
