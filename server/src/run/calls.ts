import type { LiveRun } from "./state.ts";

/** What executes here, and the way to end its outside calls. Pure memory. */
export class Calls {
  readonly #controllers = new Map<LiveRun, AbortController>();

  /** Executes a run with a signal of its own. */
  async during<T>(run: LiveRun, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#controllers.set(run, controller);
    try {
      return await work(controller.signal);
    } finally {
      this.#controllers.delete(run);
    }
  }

  /** Ends the calls of runs that this process lets go of; their intents stand. */
  abort(fits: (run: LiveRun) => boolean): void {
    for (const [run, controller] of this.#controllers) {
      if (fits(run)) controller.abort(new Error("The process is letting go of this run."));
    }
  }
}
