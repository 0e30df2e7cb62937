import { readData } from "../page/data";

/** What the template tells the script. */
export interface QueryData {
  /** Addresses of the terms of the graph, and of the check of a query. */
  readonly terms: string;
  readonly check: string;
  /** Seconds after which the server stops a query. */
  readonly deadline: number;
  readonly language: string;
  /** Addresses of the scripts that draw an answer, and of the one that places the nodes of a network. */
  readonly network: string;
  readonly networkWorker: string;
  readonly timeline: string;
  readonly map: string;
}

export function readQueryData(): QueryData {
  return readData<QueryData>("query-data");
}
