import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Client } from "pg";

/** One connection to PostgreSQL, which is lent for one transaction. */
interface Lent {
  readonly socket: Socket;
  borrower: Socket | null;
}

export interface TransactionPooler {
  readonly url: string;
  close(): Promise<void>;
}

/** Logs in by `pg`, then takes its connection over. */
async function logIn(url: string): Promise<Socket> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  return stream.removeAllListeners();
}

const authenticated = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);

const rollback = Buffer.concat([Buffer.from([0x51, 0, 0, 0, 13]), Buffer.from("ROLLBACK\0")]);

/** Cuts a stream of messages (a letter, then the length) into whole ones; answers what is left over. */
function cut(bytes: Buffer, take: (message: Buffer) => void): Buffer {
  let rest = bytes;
  while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
    const end = rest.readInt32BE(1) + 1;
    take(rest.subarray(0, end));
    rest = rest.subarray(end);
  }
  return rest;
}

type Next = "last used" | "rested longest";

class Lending {
  readonly #idle: Lent[];
  readonly #all: readonly Lent[];
  readonly #waiting: (() => void)[] = [];
  readonly #next: Next;

  constructor(sockets: readonly Socket[], next: Next) {
    this.#all = sockets.map((socket) => ({ socket, borrower: null }));
    this.#idle = [...this.#all];
    this.#next = next;
    for (const lent of this.#all) this.#passBack(lent);
  }

  of(borrower: Socket): Lent | undefined {
    return this.#all.find((lent) => lent.borrower === borrower);
  }

  async lend(borrower: Socket): Promise<Lent> {
    while (this.#idle.length === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const lent = (this.#next === "last used" ? this.#idle.pop() : this.#idle.shift()) as Lent;
    lent.borrower = borrower;
    return lent;
  }

  /** What PostgreSQL says goes to the borrower; when it says that no transaction is open, the loan is over. */
  #passBack(lent: Lent): void {
    let rest: Buffer = Buffer.alloc(0);
    lent.socket.on("data", (bytes: Buffer) => {
      rest = cut(Buffer.concat([rest, bytes]), (message) => {
        lent.borrower?.write(message);
        if (message[0] !== 0x5a || message[5] !== 0x49) return;
        lent.borrower = null;
        this.#idle.push(lent);
        this.#waiting.shift()?.();
      });
    });
  }
}

function serve(client: Socket, lending: Lending): void {
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  let order: Promise<unknown> = Promise.resolve();
  const pass = async (message: Buffer): Promise<void> => {
    const { socket } = lending.of(client) ?? (await lending.lend(client));
    socket.write(message);
  };
  client.on("error", () => client.destroy());
  client.on("close", () => lending.of(client)?.socket.write(rollback));
  client.on("data", (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    if (!begun) {
      if (rest.length < 4 || rest.length < rest.readInt32BE(0)) return;
      begun = true;
      rest = rest.subarray(rest.readInt32BE(0));
      client.write(authenticated);
    }
    rest = cut(rest, (message) => {
      if (message[0] !== 0x58) order = order.then(() => pass(message));
    });
  });
}

/**
 * As much of a transaction pooler as it takes to fool somebody: a client has a server process of its own for one transaction
 * only, and the next time the one that has been used last, or that has rested longest.
 */
export async function startTransactionPooler(
  databaseUrl: string,
  { size, next }: { size: number; next: Next },
): Promise<TransactionPooler> {
  const sockets = await Promise.all(Array.from({ length: size }, () => logIn(databaseUrl)));
  const lending = new Lending(sockets, next);
  const server = createServer((client) => serve(client, lending));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `postgres://velodrome@127.0.0.1:${(server.address() as AddressInfo).port}/postgres`,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
