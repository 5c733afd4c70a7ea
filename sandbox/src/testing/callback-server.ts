import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  headers: IncomingHttpHeaders;
  raw: Buffer;
}

export interface CallbackServer {
  url: string;
  received: Received[];
  /** Statuses to answer next; 200 once they are used up. */
  statuses: number[];
  /** The Verify Token it accepts. */
  verifyToken: string;
  handshakes: URLSearchParams[];
  /** Resolves when as many POSTs as that have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A partner's webhook: a real server on a free port. */
export async function callbackServer(): Promise<CallbackServer> {
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.method === "GET") return shake(new URL(request.url ?? "/", "http://callback"));
      callback.received.push({ headers: request.headers, raw: Buffer.concat(chunks) });
      response.statusCode = callback.statuses.shift() ?? 200;
      response.end("EVENT_RECEIVED");
      for (const one of waiting) if (callback.received.length >= one.count) one.resolve();
    });
    const shake = (url: URL) => {
      callback.handshakes.push(url.searchParams);
      response.statusCode = url.searchParams.get("hub.verify_token") === callback.verifyToken ? 200 : 403;
      response.end(response.statusCode === 200 ? url.searchParams.get("hub.challenge") : "");
    };
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const callback: CallbackServer = {
    url: `http://127.0.0.1:${port}/webhooks/demo`,
    received: [],
    statuses: [],
    verifyToken: "verify-me",
    handshakes: [],
    arrived(count) {
      if (callback.received.length >= count) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ count, resolve }));
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
    },
  };
  return callback;
}
