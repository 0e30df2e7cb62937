/** What the page sends to the worker: pairs of node numbers, their weights, and where nodes are at first. */
export interface LayoutTask {
  readonly edges: readonly (readonly [number, number, number])[];
  readonly positions: readonly (readonly [number, number])[];
}

/** What the worker sends back: where each node is. */
export type Layout = readonly (readonly [number, number])[];
