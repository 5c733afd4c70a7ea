import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLog } from "../../base/log.ts";
import { withClient } from "../database-store.ts";
import { removeEmbeddedPostgres } from "../testing/throw-away-cluster.ts";
import { inspectEmbeddedPostgres } from "./inspect.ts";
import { findRunning } from "./leftover.ts";
import { locateCluster } from "./location.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./start.ts";

const log = createLog({ level: "silent", pretty: false });

/** Holds the data folder from another process, until it is killed. */
const holder = `
  import { startEmbeddedPostgres } from ${JSON.stringify(fileURLToPath(new URL("./start.ts", import.meta.url)))};
  import { createLog } from ${JSON.stringify(fileURLToPath(new URL("../../base/log.ts", import.meta.url)))};
  const log = createLog({ level: "silent", pretty: false });
  const postgres = await startEmbeddedPostgres({ dataDir: process.argv[1], log });
  console.log(postgres.url);
  setInterval(() => {}, 1_000_000);
`;

describe("embedded PostgreSQL", () => {
  let dataDir: string;
  const running: EmbeddedPostgres[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "velodrome-test-embedded with space-"));
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((postgres) => postgres.stop()));
    await removeEmbeddedPostgres(dataDir);
  });

  async function start(durable = false): Promise<EmbeddedPostgres> {
    const postgres = await startEmbeddedPostgres({ dataDir, log, durable });
    running.push(postgres);
    return postgres;
  }

  async function startElsewhere(): Promise<{ child: ChildProcess; url: string }> {
    const child = spawn(process.execPath, ["--input-type=module", "--eval", holder, dataDir], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [url] = (await once(child.stdout as NonNullable<typeof child.stdout>, "data")) as [Buffer];
    return { child, url: url.toString().trim() };
  }

  const ask = async (url: string, sql: string): Promise<unknown> =>
    withClient(url, async (client) => Object.values((await client.query(sql)).rows[0] ?? {})[0]);

  test("is a durable server on loopback alone, with a password of its own, in UTC and UTF-8", async () => {
    const { url } = await start(true);
    expect(url).toMatch(/^postgres:\/\/velodrome:[\w-]{32}@127\.0\.0\.1:\d+\/velodrome\?host=/);
    expect(await ask(url, "SHOW fsync")).toBe("on");
    expect(await ask(url, "SHOW synchronous_commit")).toBe("on");
    expect(await ask(url, "SHOW listen_addresses")).toBe("127.0.0.1");
    const sockets = String(await ask(url, "SHOW unix_socket_directories"));
    expect(new URL(url).searchParams.get("host")).toBe(sockets);
    expect((await stat(sockets)).mode & 0o777).toBe(0o700);
    expect(await ask(url, "SELECT inet_server_addr()")).toBe(null);
    expect(await ask(url, "SHOW timezone")).toBe("UTC");
    expect(await ask(url, "SHOW server_encoding")).toBe("UTF8");
    expect((await stat(join(dataDir, "postgres-password"))).mode & 0o777).toBe(0o600);
    await expect(ask(url.replace(/:[\w-]{32}@/, ":wrong@"), "SELECT 1")).rejects.toThrow(
      "password authentication failed",
    );
  });

  test("keeps its data from one start to the next", async () => {
    const first = await start(true);
    await withClient(first.url, (client) => client.query("CREATE TABLE kept AS SELECT 7 AS value"));
    await first.stop();
    await first.stop();
    expect(await ask((await start(true)).url, "SELECT value FROM kept")).toBe(7);
  });

  test("refuses a second start on the same data folder and names the process that holds it", async () => {
    const { child } = await startElsewhere();
    await expect(start()).rejects.toThrow(`${dataDir} is in use by process ${child.pid}:`);
    child.kill("SIGKILL");
    await once(child, "exit");
  });

  test("stops a PostgreSQL that outlived its killed parent, and loses nothing", async () => {
    const { child, url } = await startElsewhere();
    await withClient(url, (client) => client.query("CREATE TABLE kept AS SELECT 7 AS value"));
    const cluster = await locateCluster(dataDir);
    const orphan = await findRunning(cluster);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await findRunning(cluster)).toEqual(orphan);
    const again = await start();
    expect(await ask(again.url, "SELECT value FROM kept")).toBe(7);
    expect((await findRunning(cluster))?.pid).not.toBe(orphan?.pid);
  });

  test("recovers when PostgreSQL was killed together with its parent", async () => {
    const { child, url } = await startElsewhere();
    await withClient(url, (client) => client.query("CREATE TABLE kept AS SELECT 7 AS value"));
    const orphan = await findRunning(await locateCluster(dataDir));
    process.kill(orphan?.pid ?? 0, "SIGKILL");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await ask((await start()).url, "SELECT value FROM kept")).toBe(7);
  });

  test("is not fooled by a postmaster.pid whose number is another program's by now", async () => {
    const first = await start();
    await first.stop();
    await writeFile(
      join(first.location, "postmaster.pid"),
      `${process.pid}\n${first.location}\n1\n5432\n\n\n\nready\n`,
    );
    expect(await ask((await start()).url, "SELECT 1")).toBe(1);
  });

  test("says so when PostgreSQL dies under us, and nothing when we stop it", async () => {
    const postgres = await start();
    process.kill((await findRunning(postgres.location))?.pid ?? 0, "SIGKILL");
    expect(await postgres.died).toBe("signal SIGKILL");
  });

  test("sets a cluster aside whose data folder was deleted", async () => {
    const first = await start();
    await withClient(first.url, (client) => client.query("CREATE TABLE kept AS SELECT 7 AS value"));
    await first.stop();
    await rm(join(dataDir, "postgres-password"));
    await expect(ask((await start()).url, "SELECT value FROM kept")).rejects.toThrow('relation "kept" does not exist');
    expect(await readFile(join(`${first.location}-set-aside`, "PG_VERSION"), "utf8")).toBe("18\n");
  });

  test("makes no new cluster in the place of one that is gone, and goes on when it is back", async () => {
    const first = await start();
    await withClient(first.url, (client) => client.query("CREATE TABLE kept AS SELECT 7 AS value"));
    await first.stop();
    const elsewhere = `${first.location}-elsewhere`;
    await rename(first.location, elsewhere);
    await expect(start()).rejects.toThrow(`is not in ${first.location}`);
    expect((await inspectEmbeddedPostgres(dataDir)).lost).toContain(`delete ${join(dataDir, "postgres-password")}`);
    await rename(elsewhere, first.location);
    expect((await inspectEmbeddedPostgres(dataDir)).lost).toBe(null);
    expect(await ask((await start()).url, "SELECT value FROM kept")).toBe(7);
  });

  test("begins anew after a first start that was killed halfway", async () => {
    await writeFile(join(dataDir, "postgres-password"), "half-made\n");
    await mkdir(`${await locateCluster(dataDir)}-draft`, { recursive: true });
    expect(await ask((await start()).url, "SELECT 1")).toBe(1);
  });

  test("refuses a cluster of another PostgreSQL", async () => {
    const first = await start();
    await first.stop();
    await writeFile(join(first.location, "PG_VERSION"), "17\n");
    await expect(start()).rejects.toThrow("was made by PostgreSQL 17, this Velodrome brings 18");
  });
});
