import { existing } from "../page/elements";

existing<HTMLElement>("main").dataset.enhanced = "true";
