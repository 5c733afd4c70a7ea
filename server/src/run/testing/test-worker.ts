import { ConnectorError, type ActionContext, type Connector, type ConnectorMap, type RepeatKind } from "@velodrome/kit";
import type { Pool } from "pg";
import { afterAll } from "vitest";
import { z } from "zod";
import { readVariables } from "../../account/variable-store.ts";
import { type Clock, systemClock } from "../../base/clock.ts";
import { createLog } from "../../base/log.ts";
import { createWayOut } from "../../base/egress.ts";
import { createScriptPool, type ScriptPool } from "../../step/script.ts";
import { createCheckpoints } from "../checkpoint.ts";
import { createCycleStops } from "../cycle-stop.ts";
import { createVersions } from "../versions.ts";
import { Worker } from "../worker.ts";
import { testSealer } from "./test-sealer.ts";
import type { World } from "./world.ts";

export interface Sent {
  to: string;
  text: string;
  stepRunId: string;
}

export type Behaviour = (sent: Sent, context: ActionContext) => Promise<void> | void;

/** A connector that notes its calls and does with each what a test says. */
export function testConnector(
  behaviour: Behaviour = () => {},
  repeat: RepeatKind = "reconcile",
  auth: Connector["auth"] = [],
  more: Partial<Connector> = {},
) {
  const sent: Sent[] = [];
  const send: Connector["actions"][string] = {
    title: "Send",
    description: "Sends",
    repeat,
    ...(repeat === "reconcile" && { outcomeOf: (notice: unknown) => notice }),
    input: z.object({ to: z.string(), text: z.string() }),
    output: z.object({ ok: z.boolean() }),
    call: async (context, input) => {
      const call = { ...(input as { to: string; text: string }), stepRunId: context.stepRunId };
      sent.push(call);
      await behaviour(call, context);
      return { ok: true };
    },
  };
  const setup = { need: "optional", graphVersion: "", versions: [], scopes: [] };
  const connector = {
    name: "test",
    title: "Test",
    setup,
    auth,
    triggers: {},
    target: { noticeField: "echoes" },
    actions: { send },
    rateLimit: null,
    ...more,
  } as unknown as Connector;
  const connectors: ConnectorMap = new Map([["test", connector]]);
  return { sent, connectors };
}

export const failure = (kind: ConnectorError["kind"], more: { retryAfterMs?: number; reauthenticate?: boolean } = {}) =>
  new ConnectorError("it_failed", { message: "It failed.", kind, ...more });

/** What its calls go out with. */
export const openConnection = (subscribedFields: readonly string[]) => ({
  connector: "test",
  subscribedFields,
  setupId: null,
  setup: {
    clientId: "1",
    clientSecrets: ["s"],
    graphUrl: null,
    dialogUrl: null,
    graphVersion: "v25.0",
    scopes: [],
    configId: null,
    systemUser: false,
  },
  credentials: { externalId: "1", accessToken: "t" },
  properties: {},
});

/** What a busy machine finds too much for the event loop is computed in a thread here as well. */
const threads = createScriptPool();
afterAll(() => threads.close());

/** A worker of its own on a test's database. It moves only when told: `tick`, then `idle`. */
export async function startWorker(
  world: World,
  connectors: ConnectorMap,
  options: {
    concurrency?: number | (() => number);
    isTokenCurrent?: boolean;
    /** Of every connection: whether its token serves. */
    standing?: () => "open" | "dead" | null;
    monotonic?: () => number;
    subscribedFields?: readonly string[];
    lettingGoMs?: number;
    scripts?: ScriptPool;
    clock?: Clock;
    /** Its way to the database for all but checkpoints. */
    pool?: Pool;
    /** Its way for claims and for what is in hand, if it is not to be one of its own. */
    claims?: Pool;
  } = {},
) {
  const { standing = () => "open" } = options;
  const connection = openConnection(options.subscribedFields ?? []);
  const worker = new Worker({
    // Unless a test lets it pass, no time does: what takes long on a busy machine is not a slow application's call.
    monotonic: options.monotonic ?? (() => 0),
    pool: options.pool ?? world.database.pool,
    claims: options.claims ?? world.database.openStream("claims", { onePlan: true }),
    directUrl: world.url,
    connectors,
    credentials: {
      credentialsOf: async () => (standing() === "open" ? connection : null),
      lookAgain: async () => (standing() === "open" ? connection : (standing() as "dead" | null)),
      forget: () => {},
      markNeedsReauthentication: async () => options.isTokenCurrent ?? true,
    },
    wayOut: createWayOut([]),
    variablesOf: (id) => readVariables(world.database.engine, id),
    timezoneOf: async () => "UTC",
    sleepDaysOf: async () => 90,
    clock: options.clock ?? systemClock,
    scripts: options.scripts ?? threads,
    sealer: testSealer,
    versions: createVersions(world.database),
    checkpoints: createCheckpoints(world.database.pool, () => {}),
    cycleStops: createCycleStops({ database: world.database, clock: systemClock, touch: () => {} }),
    chance: () => 0.5,
    touch: () => {},
    log: createLog({ level: "fatal", pretty: false }),
    signal: { listen: () => () => {} },
    concurrency: async () =>
      typeof options.concurrency === "function" ? options.concurrency() : (options.concurrency ?? 64),
    lettingGoMs: options.lettingGoMs ?? 10_000,
    observe: () => {},
    hasRoom: () => true,
  });
  await worker.tick();
  return worker;
}
