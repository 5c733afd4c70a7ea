import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";

/** A port that is in use until the server is closed. */
export async function takePort(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, server };
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
