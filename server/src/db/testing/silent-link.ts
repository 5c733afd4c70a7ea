import { once } from "node:events";
import { type AddressInfo, createServer, connect, type Socket } from "node:net";

export interface SilentLink {
  /** The database's address through this link. */
  readonly url: string;
  /** From now on nothing passes, in neither direction, and nobody is told: to both ends the other one is only quiet. */
  fallSilent(): void;
  /** New connections work again; those that fell silent stay so. */
  recover(): void;
  close(): Promise<void>;
}

/** A way to PostgreSQL that can be cut as a network is: without a word. What `isLost` never arrives. */
export async function openSilentLink(
  databaseUrl: string,
  isLost: (bytes: Buffer) => boolean = () => false,
): Promise<SilentLink> {
  const target = new URL(databaseUrl);
  const socketFolder = target.searchParams.get("host");
  const port = Number(target.port);
  const sockets = new Set<Socket>();
  let isSilent = false;
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = socketFolder === null ? connect(port, target.hostname) : connect(`${socketFolder}/.s.PGSQL.${port}`);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("data", (bytes: Buffer) => !isSilent && !isLost(bytes) && other.write(bytes));
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        if (!isSilent) other.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.search = "";
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    fallSilent: () => {
      isSilent = true;
      for (const socket of sockets) socket.removeAllListeners("data").pause();
    },
    recover: () => {
      isSilent = false;
    },
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
