import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { databasePid, removeData } from "./cluster.ts";
import { type Program, startScript } from "./program.ts";
import { until } from "./until.ts";

const script = fileURLToPath(new URL("../../../server/src/db/testing/serve-cluster.ts", import.meta.url));
const startsWithin = 60_000;

/** A PostgreSQL that belongs to nobody's data folder: what DATABASE_URL names. */
export interface ExternalDatabase {
  readonly data: string;
  /** Where it listens; another port after each start. */
  port(): number;
  /** Its address at this port. */
  urlAt(port: number): string;
  /** Rows of one statement, past everything that is between the product and PostgreSQL. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** `kill -9` of the postmaster. */
  kill(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

export async function startExternalDatabase(): Promise<ExternalDatabase> {
  const data = await mkdtemp(join(tmpdir(), "velodrome-e2e-external-"));
  let program: Program | null = null;
  let url = new URL("postgres://nowhere");
  const start = async (): Promise<void> => {
    const started = startScript(script, {}, [data]);
    program = started;
    const said = await until(
      "PostgreSQL says its address",
      () => {
        if (started.hasEnded()) throw new Error(`PostgreSQL did not start:\n${started.output()}`);
        return /^postgres:.*$/m.exec(started.output())?.[0];
      },
      { within: startsWithin },
    );
    url = new URL(said);
    url.search = "";
  };
  await start();
  const urlAt = (port: number): string => Object.assign(new URL(url), { hostname: "127.0.0.1", port }).href;
  return {
    data,
    port: () => Number(url.port),
    urlAt,
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) => {
      const client = new Client({ connectionString: urlAt(Number(url.port)) });
      await client.connect();
      try {
        return (await client.query<Row>(text, [...values])).rows;
      } finally {
        await client.end();
      }
    },
    kill: async () => {
      const pid = await databasePid(data);
      if (pid === null) throw new Error("PostgreSQL does not run.");
      process.kill(pid, "SIGKILL");
      await program?.ended;
    },
    start,
    remove: async () => {
      program?.kill("SIGTERM");
      await program?.ended;
      await removeData(data);
    },
  };
}
