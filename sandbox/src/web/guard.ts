import type { FastifyInstance } from "fastify";
import { ControlError } from "../control/error.ts";

/**
 * A web page elsewhere could point its own host name at this machine (DNS rebinding) or post to it blindly.
 * So the Host must be ours, and what a browser sends to change something must come from our own page.
 */
export function guard(server: FastifyInstance, ownHost: string): void {
  const hosts = new Set(["localhost", "127.0.0.1", "[::1]", ownHost, `[${ownHost}]`]);
  server.addHook("onRequest", async (request) => {
    const host = request.headers.host ?? "";
    if (!hosts.has(host.replace(/:\d+$/, "").toLowerCase())) {
      throw new ControlError(421, "This host name is not the sandbox's own.");
    }
    const { origin } = request.headers;
    if (origin !== undefined && origin !== `http://${host}` && request.method !== "GET") {
      throw new ControlError(403, "Another site may not do this.");
    }
  });
}
