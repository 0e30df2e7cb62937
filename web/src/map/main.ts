import "leaflet/dist/leaflet.css";
import { readData } from "../page/data";
import { existing } from "../page/elements";
import { enhanceFilter } from "../page/filter";
import { type Drawing, drawMap } from "./drawing";

function start(): void {
  enhanceFilter();
  const container = existing<HTMLElement>("#map");
  drawMap(container, readData<Drawing>("drawing"), (key) => addressOf(key, container));
}

function addressOf(key: string, container: HTMLElement): URL {
  const address = new URL(container.dataset.placeAddress ?? "", location.href);
  address.searchParams.set("place", key);
  address.hash = "events";
  return address;
}

start();
