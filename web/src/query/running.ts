import { element } from "../page/elements";
import { text } from "../page/texts";
import { ask, type Outcome } from "./asking";

/** Runs one query at a time, says how long it has been running, and lets it be cancelled. */
export class Running {
  readonly #cancel: HTMLButtonElement;
  readonly #deadline: number;
  readonly #status = element("p", { id: "progress", role: "status", class: "note" });
  readonly #elapsed = element("span", { id: "elapsed", "aria-hidden": "true", class: "note" });
  #current: AbortController | null = null;
  #clock = 0;

  /** `cancel` is the button that stops what runs; the server does so itself after `deadline` seconds. */
  constructor(cancel: HTMLButtonElement, deadline: number, onCancelled: () => void) {
    this.#cancel = cancel;
    this.#deadline = deadline;
    cancel.after(this.#status, this.#elapsed);
    cancel.addEventListener("click", () => {
      this.#stop();
      this.say("cancelled");
      onCancelled();
    });
  }

  /** Whether a query runs. */
  get isBusy(): boolean {
    return this.#current !== null;
  }

  /** Ask a query instead of what runs; null if it was cancelled, or another took its place. */
  async ask(address: URL): Promise<Outcome | null> {
    this.#stop();
    const controller = new AbortController();
    this.#current = controller;
    this.#startClock();
    try {
      const outcome = await ask(address, controller.signal);
      if (this.#current !== controller) return null;
      this.#stop();
      return outcome;
    } catch {
      // Who aborted it has said so.
      if (this.#current !== controller) return null;
      this.#stop();
      this.say("unreachable");
      return null;
    }
  }

  /** Say something beside the button; nothing with no key. */
  say(key: string | null): void {
    this.#status.className = "note";
    this.#status.textContent = key ? text(key) : "";
  }

  /** Say to those who do not see it that an answer has come. */
  announce(answer: string): void {
    this.#status.className = "heard";
    this.#status.textContent = answer;
  }

  #stop(): void {
    this.#current?.abort();
    this.#current = null;
    this.#cancel.hidden = true;
    clearInterval(this.#clock);
    this.#elapsed.textContent = "";
  }

  #startClock(): void {
    const began = performance.now();
    const show = (): void => {
      const seconds = Math.floor((performance.now() - began) / 1000);
      this.#elapsed.textContent = text("elapsed", { seconds, deadline: this.#deadline });
    };
    this.#cancel.hidden = false;
    this.say("running");
    show();
    this.#clock = setInterval(show, 1000);
  }
}
