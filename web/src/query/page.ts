import { readData } from "../page/data";
import type { Texts } from "../page/texts";

/** What the template tells the script. */
export interface QueryData {
  readonly texts: Texts;
  /** Addresses of the terms of the graph, and of the check of a query. */
  readonly terms: string;
  readonly check: string;
  /** Seconds after which the server stops a query. */
  readonly deadline: number;
  readonly language: string;
}

export function readQueryData(): QueryData {
  return readData<QueryData>("query-data");
}
