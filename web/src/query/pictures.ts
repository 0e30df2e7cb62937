import type { QueryData } from "./page";
import type { Solutions } from "./solutions";

/** What a picture of an answer is made from. */
export interface PictureRequest {
  /** An empty element of the page. */
  readonly container: HTMLElement;
  readonly solutions: Solutions;
  /** The columns that the reader chose, in the order of the fields. */
  readonly columns: readonly number[];
  /** Where the endpoint is, for what the table does not hold. */
  readonly endpoint: string;
  readonly data: QueryData;
  /** First and last month or year that is chosen; empty if none is. */
  readonly period: readonly [from: string, to: string];
  /** Lets only rows of a period stand in the table, and keeps it in the address. */
  readonly choosePeriod: (period: readonly [from: string, to: string]) => void;
}

/** A picture of an answer. */
export interface Picture {
  /** What it shows, in words. */
  readonly said: string;
  /** What was asked of the endpoint beside the query of the page. */
  readonly query?: string;
  /** Lets go of what it holds. */
  readonly remove: () => void;
}
