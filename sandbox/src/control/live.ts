import type { ServerResponse } from "node:http";
import type { World } from "../world/world.ts";

const heartbeatMs = 15_000;
const mostBuffered = 1_048_576;

/** Server-sent events to every open chat page. */
export class Live {
  readonly #open = new Set<ServerResponse>();
  readonly #forget: () => void;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(world: World) {
    this.#forget = world.listen((event) => this.#tell(`data: ${JSON.stringify(event)}\n\n`));
    this.#heartbeat = setInterval(() => this.#tell(": still here\n\n"), heartbeatMs).unref();
  }

  add(response: ServerResponse): void {
    response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    response.write("retry: 1000\n\n");
    this.#open.add(response);
    response.on("close", () => this.#open.delete(response));
  }

  close(): void {
    this.#forget();
    clearInterval(this.#heartbeat);
    for (const response of this.#open) response.end();
  }

  #tell(text: string): void {
    for (const response of this.#open) {
      // A page that does not keep up is let go: it comes back and reads everything anew.
      if (response.writableLength > mostBuffered) response.destroy();
      else response.write(text);
    }
  }
}
