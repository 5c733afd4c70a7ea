import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:net";

/**
 * Below those that operating systems give to connections that go out and to whoever asks for any port: one of these would
 * soon be somebody else's, while a product that was killed has yet to start on it again.
 */
const [lowest, highest] = [20_000, 32_000];

async function listen(port: number): Promise<Server | null> {
  const server = createServer();
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return server;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE") return null;
    throw new Error(`Could not see whether port ${port} is free.`, { cause });
  }
}

/** A port that is in use until the server is closed. */
export async function takePort(): Promise<{ port: number; server: Server }> {
  for (;;) {
    const port = randomInt(lowest, highest);
    const server = await listen(port);
    if (server !== null) return { port, server };
  }
}

/** Different ports that nothing listens on. All are held before one is let go, so that none is answered twice. */
export async function freePorts(count: number): Promise<number[]> {
  const taken = await Promise.all(Array.from({ length: count }, takePort));
  await Promise.all(
    taken.map(({ server }) => {
      server.close();
      return once(server, "close");
    }),
  );
  return taken.map(({ port }) => port);
}
