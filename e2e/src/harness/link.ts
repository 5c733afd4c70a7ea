import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to another port, which can fail as networks do. */
export interface Link {
  readonly port: number;
  /** Where it leads; connections that are open stay as they are. */
  target: number;
  /** Cuts every connection through it; answers how many. */
  reset(): number;
  /** From now on nothing passes and nobody is told: new connections are taken and not answered. */
  fallSilent(): void;
  /** New connections work again; those that fell silent stay so until one of their ends gives up. */
  recover(): void;
  close(): Promise<void>;
}

export async function openLink(): Promise<Link> {
  const sockets = new Set<Socket>();
  let isSilent = false;
  const server = createServer((near) => {
    const far = connect(link.target, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      if (!isSilent) one.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const link: Link = {
    port: (server.address() as AddressInfo).port,
    target: 0,
    reset: () => {
      const count = sockets.size / 2;
      for (const socket of sockets) socket.resetAndDestroy();
      return count;
    },
    fallSilent: () => {
      isSilent = true;
      for (const socket of sockets) socket.unpipe().pause();
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
  return link;
}
