import Sigma from "sigma";
import { DEFAULT_EDGE_PRIMITIVES } from "sigma/primitives";
import { extremityArrow, pathCurved } from "sigma/rendering";
import { onThemeChange, prefersStillness, themeColor } from "../page/theme";
import type { EdgeAttributes, NetworkGraph, NodeAttributes } from "./drawing";

/** Share of the network's width that is seen when one node is looked at. */
const CLOSE = 0.25;

/** So many nodes leave room for all their labels. */
const SMALL = 60;

/** Curved, so that two ways between the same nodes lie beside each other. */
const ARROWS = {
  ...DEFAULT_EDGE_PRIMITIVES,
  paths: [pathCurved()],
  extremities: [extremityArrow()],
  defaultHead: "arrow",
};

interface Palette {
  readonly node: string;
  readonly edge: string;
  readonly mark: string;
  readonly pale: string;
  readonly ink: string;
}

function readPalette(): Palette {
  return {
    node: themeColor("--link"),
    edge: themeColor("--soft"),
    mark: themeColor("--mark"),
    pale: themeColor("--line"),
    ink: themeColor("--ink"),
  };
}

/** The network on the page; what is near to what the reader points at or chose stands out. */
export class NetworkRenderer {
  readonly sigma: Sigma<NodeAttributes, EdgeAttributes>;
  private palette = readPalette();
  private isFocused = false;

  constructor(
    private readonly graph: NetworkGraph,
    container: HTMLElement,
  ) {
    this.sigma = new Sigma<NodeAttributes, EdgeAttributes>(graph, container, {
      ...(graph.type === "directed" && { primitives: { edges: ARROWS } }),
      settings: {
        enableEdgeEvents: true,
        edgePickingPadding: 6,
        minEdgeThickness: 1,
        itemSizesReference: "screen",
        // In a small network every node has its label, in a large one the best connected.
        labelRenderedSizeThreshold: graph.order <= SMALL ? 0 : 6,
        labelDensity: 0.6,
        labelGridCellSize: 140,
        stagePadding: 40,
      },
      styles: {
        nodes: {
          x: { attribute: "x" },
          y: { attribute: "y" },
          size: { attribute: "size" },
          label: { attribute: "label" },
          labelSize: 13,
          labelFont: "system-ui, sans-serif",
          color: ({ near }) => (near ? this.palette.mark : this.isFocused ? this.palette.pale : this.palette.node),
          labelColor: ({ near }) => (this.isFocused && !near ? this.palette.edge : this.palette.ink),
          labelVisibility: ({ near }, { isHovered }) => (near || isHovered ? "visible" : this.isFocused ? "hidden" : "auto"),
          depth: ({ near }, { isHovered }) => (near || isHovered ? "topNodes" : "nodes"),
          cursor: "pointer",
        },
        edges: {
          size: { attribute: "size" },
          color: ({ near }, { isHovered }) =>
            near || isHovered ? this.palette.mark : this.isFocused ? this.palette.pale : this.palette.edge,
          opacity: ({ near }, { isHovered }) => (near || isHovered ? 1 : 0.55),
          depth: ({ near }, { isHovered }) => (near || isHovered ? "topEdges" : "edges"),
          cursor: "pointer",
        },
      },
    });
    onThemeChange(() => {
      this.palette = readPalette();
      this.sigma.refresh();
    });
  }

  /** Lets some nodes and edges stand out; none: all look alike. */
  focus(nodes: ReadonlySet<string>, edges: ReadonlySet<string>): void {
    this.isFocused = nodes.size > 0;
    this.graph.updateEachNodeAttributes((node, attributes) => ({ ...attributes, near: nodes.has(node) }));
    this.graph.updateEachEdgeAttributes((edge, attributes) => ({ ...attributes, near: edges.has(edge) }));
    this.sigma.refresh();
  }

  /** Puts a node into the middle. */
  goTo(node: string): void {
    const shown = this.sigma.getNodeDisplayData(node);
    if (shown) void this.sigma.getCamera().animate({ x: shown.x, y: shown.y, ratio: CLOSE }, this.duration());
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio * factor) }, this.duration());
  }

  /** Moves what is seen, by shares of its width and height. */
  pan(right: number, down: number): void {
    const { x, y, ratio } = this.sigma.getCamera();
    this.sigma.getCamera().setState({ x: x + right * ratio, y: y - down * ratio });
  }

  showAll(): void {
    void this.sigma.getCamera().reset(this.duration());
  }

  private duration(): { duration: number } {
    return { duration: prefersStillness() ? 0 : 250 };
  }
}
