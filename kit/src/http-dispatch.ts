import type { Dispatcher } from "undici";

/** The part of undici's dispatcher a call needs. */
export type HttpDispatcher = Pick<Dispatcher, "dispatch">;

export interface Outgoing {
  url: URL;
  method: Dispatcher.HttpMethod;
  headers: Record<string, string>;
  body: string | null;
  signal: AbortSignal | null;
  timeoutMs: number;
  maxBytes: number;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

type LossReason = "cancelled" | "timeout" | "too_large" | "error";

/** Why there is no answer, and whether the other side may have got the request. */
export class AnswerLost extends Error {
  readonly reason: LossReason;
  readonly sent: boolean;

  constructor(reason: LossReason, sent: boolean, cause: unknown) {
    super(`No answer: ${reason}`, { cause });
    this.name = "AnswerLost";
    this.reason = reason;
    this.sent = sent;
  }
}

/** Sends one request without following redirects. Rejects with `AnswerLost` only. */
export function dispatch(dispatcher: HttpDispatcher, outgoing: Outgoing): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange(outgoing, resolve, reject);
    exchange.start(dispatcher);
  });
}

/** undici's callbacks tell when a request goes onto a socket, which its promises do not. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #outgoing: Outgoing;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: AnswerLost) => void;
  readonly #chunks: Buffer[] = [];
  readonly #onAbort = () => this.#lose("cancelled", this.#outgoing.signal?.reason);
  #controller: Dispatcher.DispatchController | null = null;
  #timer: NodeJS.Timeout | undefined;
  #bytes = 0;
  #status = 0;
  #headers: Record<string, string> = {};
  #sent = false;
  #done = false;

  constructor(outgoing: Outgoing, resolve: (answer: Answer) => void, reject: (error: AnswerLost) => void) {
    this.#outgoing = outgoing;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(dispatcher: HttpDispatcher): void {
    const { url, method, headers, body, signal, timeoutMs } = this.#outgoing;
    if (signal?.aborted === true) {
      this.#onAbort();
      return;
    }
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#timer = setTimeout(() => this.#lose("timeout", undefined), timeoutMs);
    const path = `${url.pathname}${url.search}`;
    try {
      // One time-out for the whole call, ours, in place of undici's two.
      dispatcher.dispatch({ origin: url.origin, path, method, headers, body, headersTimeout: 0, bodyTimeout: 0 }, this);
    } catch (error) {
      this.#lose("error", error);
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Given up while the connection was being made: nothing is written then.
    if (this.#done) controller.abort(new Error("given up"));
    else this.#sent = true;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    this.#status = status;
    this.#headers = {};
    for (const name of Object.keys(headers)) {
      const value = headers[name];
      this.#headers[name] = Array.isArray(value) ? value.join(", ") : String(value);
    }
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#outgoing.maxBytes) this.#lose("too_large", undefined);
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#finish()) return;
    const [first] = this.#chunks;
    const body = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    this.#lose("error", error);
  }

  #lose(reason: LossReason, cause: unknown): void {
    if (!this.#finish()) return;
    this.#reject(new AnswerLost(reason, this.#sent, cause));
    this.#controller?.abort(new Error("given up"));
  }

  /** False when it was over already. */
  #finish(): boolean {
    if (this.#done) return false;
    this.#done = true;
    clearTimeout(this.#timer);
    this.#outgoing.signal?.removeEventListener("abort", this.#onAbort);
    return true;
  }
}
