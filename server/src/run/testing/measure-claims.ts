import { defaultConcurrency } from "@velodrome/contract";
import { createLog } from "../../base/log.ts";
import { newId } from "../../base/id.ts";
import { openDatabase } from "../../db/database.ts";
import { migrate } from "../../db/migrate.ts";
import { keepPartitions } from "../../db/partitions.ts";
import { startThrowAwayCluster } from "../../db/testing/throw-away-cluster.ts";
import { copyDatabase } from "../../db/testing/copy-store.ts";
import { systemClock } from "../../base/clock.ts";
import { type ClaimQuery, readDueRuns, rowsAtMost } from "../claim-store.ts";
import { seedBacklog } from "./backlog-store.ts";

/** How long claims take with so many queued runs: the figures as one line of JSON, in ms. */
const count = Number(process.argv[2] ?? 1_000_000);
const times = 200;
const log = createLog({ level: "warn", pretty: false });
const nil = "00000000-0000-0000-0000-000000000000";

const cluster = await startThrowAwayCluster();
try {
  const url = `${cluster.server}/claims`;
  await copyDatabase(cluster.server, "claims", "template0");
  await migrate({ url, log });
  const onError = (error: unknown): void => log.error({ err: error }, "the database failed");
  const database = await openDatabase({ url, engineConnections: 1, onError });
  (await keepPartitions({ pool: database.pool, clock: systemClock, onError })).close();
  await seedBacklog(database.pool, count);
  const half = Array.from({ length: 128 }, (_, at) => at * 2);
  const one: ClaimQuery = {
    ...{
      shards: null,
      after: nil,
      full: [],
      fullLanes: [],
      rooms: new Map(),
      perAccount: rowsAtMost / 2,
      limit: rowsAtMost,
    },
    inHand: Array.from({ length: defaultConcurrency }, () => newId()),
  };
  const measure = async (query: ClaimQuery): Promise<{ rows: number; p50: number; p99: number; max: number }> => {
    const took: number[] = [];
    let rows = 0;
    for (let time = 0; time < times; time++) {
      const startedAt = performance.now();
      rows = (await readDueRuns(database.pool, query)).length;
      took.push(performance.now() - startedAt);
    }
    const sorted = took.toSorted((a, b) => a - b);
    const at = (share: number): number => Math.round((sorted[Math.floor((times - 1) * share)] ?? 0) * 100) / 100;
    return { rows, p50: at(0.5), p99: at(0.99), max: at(1) };
  };
  const figures = { count, all: await measure(one), half: await measure({ ...one, shards: half }) };
  console.log(JSON.stringify(figures));
  await database.close();
} finally {
  await cluster.remove();
}
