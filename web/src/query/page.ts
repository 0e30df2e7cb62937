import { readData } from "../page/data";

/** What the template tells the script. */
export interface QueryData {
  /** Addresses of the terms of the graph, and of the check of a query. */
  readonly terms: string;
  readonly check: string;
  /** Seconds after which the server stops a query. */
  readonly deadline: number;
  readonly language: string;
  /** Addresses of the script that places the nodes of a network, and of the style sheet of maps. */
  readonly networkWorker: string;
  readonly mapStyle: string;
}

export function readQueryData(): QueryData {
  return readData<QueryData>("query-data");
}
