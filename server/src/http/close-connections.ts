import type { Socket } from "node:net";
import type { Api } from "./api.ts";

const sweepMs = 50;

/**
 * What Node leaves open when a server closes: connections that never carried a request (browsers open some ahead, and
 * each would keep us from closing for a minute) are dropped at once, those kept alive after their last answer soon, and
 * requests that do not end after a while.
 */
export function endConnectionsOnClose(api: Api, graceMs: number): void {
  const unused = new Set<Socket>();
  let closing = false;
  api.server.on("connection", (socket: Socket) => {
    if (closing) {
      socket.destroy();
      return;
    }
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  api.server.on("request", ({ socket }) => unused.delete(socket));
  api.addHook("preClose", async () => {
    if (!api.server.listening) {
      return;
    }
    closing = true;
    for (const socket of unused) {
      socket.destroy();
    }
    const sweep = setInterval(() => api.server.closeIdleConnections(), sweepMs);
    const deadline = setTimeout(() => api.server.closeAllConnections(), graceMs);
    api.server.once("close", () => {
      clearInterval(sweep);
      clearTimeout(deadline);
    });
  });
}
