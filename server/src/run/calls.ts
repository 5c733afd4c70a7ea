import type { LiveRun } from "./state.ts";

/** What executes here, and the way to end its outside calls. Pure memory. */
export class Calls {
  readonly #controllers = new Map<LiveRun, AbortController>();

  /** A run is executed from now on; answers what ends its calls. */
  begin(run: LiveRun): AbortSignal {
    const controller = new AbortController();
    this.#controllers.set(run, controller);
    return controller.signal;
  }

  end(run: LiveRun): void {
    this.#controllers.delete(run);
  }

  /** Ends the calls of runs that this process lets go of; their intents stand. */
  abort(fits: (run: LiveRun) => boolean): void {
    for (const [run, controller] of this.#controllers) {
      if (fits(run)) controller.abort(new Error("The process is letting go of this run."));
    }
  }
}
