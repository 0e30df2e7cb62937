import type { Solutions } from "./solutions";

/** What a script that draws an answer gets. */
export interface PictureRequest {
  /** An empty element of the page. */
  readonly container: HTMLElement;
  readonly solutions: Solutions;
  /** The columns that the reader chose, in the order of the fields. */
  readonly columns: readonly number[];
  /** Where the endpoint is, for what a table does not hold. */
  readonly endpoint: string;
  /** Address of the script that places the nodes of a network. */
  readonly networkWorker: string;
  /** First and last month or year that is chosen; empty if none is. */
  readonly period: readonly [from: string, to: string];
  /** Lets only rows of a period stand in the table, and keeps it in the address. */
  readonly choosePeriod: (period: readonly [from: string, to: string]) => void;
}

/** A picture of an answer. */
export interface Picture {
  /** What it shows, in words. */
  readonly said: string;
  /** Lets go of what it holds. */
  readonly remove: () => void;
}

/** What each script that draws exports. */
export interface PictureScript {
  readonly draw: (request: PictureRequest) => Picture | Promise<Picture>;
}
