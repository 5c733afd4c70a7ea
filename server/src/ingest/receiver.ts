import type { ConnectorMap } from "@velodrome/kit";
import { Counter, type Registry } from "prom-client";
import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Sealer } from "../base/seal.ts";
import { createGenuineRequests } from "../connection/genuine-requests.ts";
import { createRejections } from "../connection/rejections.ts";
import { createSetupCache } from "../connection/setup-cache.ts";
import { noteGenuineRequest } from "../connection/setup-count-store.ts";
import { markVerified, type VerifyTokenMatch, verifyTokenMatches } from "../connection/verify-token.ts";
import type { Database } from "../db/database.ts";
import type { DiskRoom } from "../db/disk-room.ts";
import { type Signal, setupTopic } from "../db/signal.ts";
import { createEarlyStarts, type EarlyDeps } from "./early.ts";
import { createKeeper } from "./keep.ts";

export interface ReceiverDeps {
  database: Database;
  sealer: Sealer;
  clock: Clock;
  log: Pick<Log, "warn">;
  signal: Pick<Signal, "touch">;
  verifyKey: Parameters<typeof verifyTokenMatches>[0]["verifyKey"];
  metrics: Registry;
  connectors: ConnectorMap;
  disk: Pick<DiskRoom, "require">;
  /** Of the worker in this process; null where there is none. */
  worker: EarlyDeps["worker"] | null;
}

/** What the webhook addresses need. */
export function createReceiver(deps: ReceiverDeps) {
  const { database, sealer, clock, log, signal, verifyKey, connectors } = deps;
  const items = new Counter({
    name: "velodrome_webhook_items_total",
    help: "Items of accepted webhooks.",
    labelNames: ["kind"],
    registers: [deps.metrics],
  });
  const { touch } = signal;
  const rejections = createRejections({ database, clock, touch, log });
  const pool = database.openStream("ingest", { onePlan: true });
  const early =
    deps.worker &&
    createEarlyStarts({
      engine: database.pool,
      clock,
      worker: deps.worker,
      onError: (error) => log.warn({ err: error }, "a run could not begin with its event; it begins after it"),
    });
  const genuine = createGenuineRequests({
    write: async (setupId, agoMs) => {
      await noteGenuineRequest(database.pool, setupId, agoMs);
      touch([setupTopic(setupId)]);
    },
    now: clock.now,
    onError: (error) => log.warn({ err: error }, "it could not be kept when the last genuine request came"),
  });
  return {
    connectors,
    setups: createSetupCache({ database, sealer, clock }),
    keeper: createKeeper({
      pool,
      early,
      clock,
      touch,
      observe: ({ items: all, fresh }) => {
        items.inc({ kind: "fresh" }, fresh);
        items.inc({ kind: "duplicate" }, all - fresh);
      },
    }),
    requireRoom: deps.disk.require,
    reject: rejections.count,
    genuine: (setupId: string) => genuine.note(setupId),
    verifyToken: {
      matches: async (setupId: string, token: string) =>
        (await verifyTokenMatches({ database, verifyKey }, setupId, token)) ?? (false as const),
      markVerified: async (setupId: string, match: VerifyTokenMatch) => {
        await markVerified({ database }, setupId, match);
        touch([setupTopic(setupId)]);
      },
    },
    close: () => genuine.close(),
  };
}
