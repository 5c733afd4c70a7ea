import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../base/log.ts";

/** Somebody asked the program to stop while it was still starting. */
export class StopRequested extends Error {
  override readonly name = "StopRequested";
}

/**
 * One Ctrl-C often arrives twice: the terminal signals the whole group, and npm passes its own on. Only a signal after
 * this long is a person's second one.
 */
const sameSignalMs = 1_000;

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What has been started, and how it is stopped: last started, first stopped. */
export class Shutdown {
  readonly #log: Log;
  readonly #steps: { readonly name: string; readonly limitMs: number; readonly stop: () => Promise<void> }[] = [];
  readonly #signalled = Promise.withResolvers<void>();
  #signalledAt: number | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Resolves with the first signal. */
  get signalled(): Promise<void> {
    return this.#signalled.promise;
  }

  add(name: string, limitMs: number, stop: () => Promise<void>): void {
    this.#steps.push({ name, limitMs, stop });
  }

  /** To be called between the stages of a start. */
  check(): void {
    if (this.#signalledAt !== undefined) {
      throw new StopRequested();
    }
  }

  listenForSignals(): void {
    for (const signal of signals) {
      process.on(signal, () => this.#onSignal());
    }
  }

  /** Stops everything that was added, however single steps end. */
  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await within(step.limitMs, step.stop());
      } catch (err) {
        this.#log.error({ err }, `${step.name} did not stop cleanly`);
      }
    }
  }

  #onSignal(): void {
    if (this.#signalledAt === undefined) {
      this.#signalledAt = performance.now();
      this.#signalled.resolve();
    } else if (performance.now() - this.#signalledAt > sameSignalMs) {
      process.exit(130);
    }
  }
}

async function within(limitMs: number, work: Promise<void>): Promise<void> {
  const over = new AbortController();
  const limit = delay(limitMs, undefined, { signal: over.signal }).then(
    () => {
      throw new Error(`it took longer than ${limitMs} ms`);
    },
    () => {}, // aborted: the work was faster
  );
  await Promise.race([work, limit]).finally(() => over.abort());
}
