import { createServer } from "node:net";
import { describe, expect, inject, test } from "vitest";
import { findFreePort } from "./embedded/free-port.ts";
import { probeDatabase } from "./probe.ts";
import { startTransactionPooler } from "./testing/transaction-pooler.ts";

const probe = (url: string) => probeDatabase({ url, directUrl: url });

describe("probe", () => {
  test("accepts PostgreSQL and says its version", async () => {
    expect(await probe(`${inject("databaseServer")}/postgres`)).toMatch(/^18\./);
  });

  test("names the place of a database that refuses connections, and no password", async () => {
    const port = await findFreePort();
    const error = await probe(`postgres://me:hunter2@127.0.0.1:${port}/shop`).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: "StartError",
      message: `DATABASE_URL: the database shop at 127.0.0.1:${port} refuses connections: is PostgreSQL running there? (for example DATABASE_URL=postgres://velodrome@localhost:5432/velodrome)`,
    });
  });

  test("says which variable is wrong when only the direct address is", async () => {
    const url = `${inject("databaseServer")}/postgres`;
    const directUrl = `${inject("databaseServer")}/nowhere`;
    await expect(probeDatabase({ url, directUrl })).rejects.toThrow(/^DATABASE_DIRECT_URL: .*nowhere.*does not exist/);
  });

  test.each([
    ["last used", 1],
    ["last used", 3],
    ["rested longest", 3],
  ] as const)("refuses a pooler that lends by transaction (%s of %i)", async (next, size) => {
    const url = `${inject("databaseServer")}/postgres`;
    const pooler = await startTransactionPooler(url, { size, next });
    await expect(probeDatabase({ url: pooler.url, directUrl: url })).rejects.toThrow(
      /^DATABASE_URL: a pooler in between hands out connections by transaction, .*set its pool mode to session/,
    );
    await expect(probeDatabase({ url, directUrl: pooler.url })).rejects.toThrow(
      /^DATABASE_DIRECT_URL: this server does not keep session advisory locks \(a pooler/,
    );
    await pooler.close();
  });

  test("says so when something else than PostgreSQL answers", async () => {
    const server = createServer((socket) => socket.resume().end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    await expect(probe(`postgres://me:hunter2@127.0.0.1:${port}/shop`)).rejects.toThrow(
      /^DATABASE_URL: .* cannot be used/,
    );
    await new Promise((resolve) => server.close(resolve));
  });
});
