import { randomBytes } from "node:crypto";
import type { Connector } from "@velodrome/kit";
import { createAccount } from "../../account/accounts.ts";
import { createPeople } from "../../account/people.ts";
import { createSettings } from "../../account/settings.ts";
import { fromWire } from "../../base/id.ts";
import { createLog } from "../../base/log.ts";
import { ensureInstallationSecret } from "../../account/installation-secret.ts";
import { createSealer } from "../../base/seal.ts";
import { createFakeConnector } from "../../connection/testing/fake-connector.ts";
import { createConnectionHooks } from "../../cycle/connection-hooks.ts";
import { createConnectionUsage } from "../../cycle/connection-usage.ts";
import { createRunUsage } from "../../run/run-usage.ts";
import type { RunHooks } from "../../cycle/run-hooks.ts";
import { openDatabase } from "../../db/database.ts";
import type { Topic } from "../../db/signal.ts";
import { createTestDatabase } from "../../db/testing/test-database.ts";
import { expressionFlaws } from "../../step/expression-flaws.ts";
import { sleepFlaws } from "../../step/sleep-flaws.ts";
import type { Api } from "../api.ts";
import { registerConnectionHealth } from "../connection-health.ts";
import { registerConnections } from "../connections.ts";
import { registerConnectors } from "../connectors.ts";
import { registerCycleActs, registerCycleDetails } from "../cycle-acts.ts";
import { registerCycleShelf } from "../cycle-shelf.ts";
import { registerCycles } from "../cycles.ts";
import { createHttpServer } from "../server.ts";
import { registerErasures } from "../erasures.ts";
import { registerNotices } from "../notices.ts";
import { registerPrivacy } from "../privacy.ts";
import { registerSignIns } from "../sign-ins.ts";
import { registerSetupActs } from "../setup-acts.ts";
import { registerLookups } from "../lookups.ts";
import { registerSetups } from "../setups.ts";
import { registerVariables } from "../variables.ts";

const apiKey = "key-of-the-partner";
const publicUrl = "http://localhost:3000";

/** What happened to runs, as `hold <cycle's row id>`. */
function recordRuns(): { runs: RunHooks; acts: string[] } {
  const acts: string[] = [];
  const record = (act: string) => async (_scope: unknown, cycleId: string) => {
    acts.push(`${act} ${cycleId}`);
  };
  return {
    runs: {
      hold: record("hold"),
      resume: record("resume"),
      cancel: record("cancel"),
      reconnect: async () => {},
      versionsOf: async () => [],
    },
    acts,
  };
}

type AllDeps = Parameters<typeof registerSetupActs>[1] &
  Parameters<typeof registerConnections>[1] &
  Parameters<typeof registerSignIns>[1] &
  Parameters<typeof registerCycleActs>[1] &
  Parameters<typeof registerNotices>[1];

function registerAll(api: Api, deps: AllDeps): void {
  registerConnectors(api, deps);
  registerSetups(api, deps);
  registerSetupActs(api, deps);
  registerConnections(api, deps);
  registerConnectionHealth(api, deps);
  registerSignIns(api, deps);
  registerLookups(api, deps);
  registerVariables(api, deps);
  registerCycles(api, deps);
  registerCycleShelf(api, deps);
  registerCycleActs(api, deps);
  registerCycleDetails(api, deps);
  registerNotices(api, deps);
  registerPrivacy(api, deps);
  registerErasures(api, deps);
}

/** The API of connectors, Setups, connections and cycles over a fake connector, on a database of its own. */
export async function createResourceServer(others: readonly Connector[] = []) {
  const testDatabase = await createTestDatabase();
  const lines: string[] = [];
  const log = createLog({ level: "info", pretty: false, write: (line) => lines.push(line) });
  let now = Date.parse("2026-11-22T12:00:00Z");
  const clock = { now: () => now };
  const database = await openDatabase({ url: testDatabase.url, onError: (error) => log.error(error) });
  const sealer = createSealer([{ id: "k1", key: randomBytes(32) }]);
  const settings = createSettings({ database, clock, sealer, publicUrl, sandboxUrl: null });
  const people = createPeople({ database, log, settings, publicUrl, secret: Buffer.alloc(32, 7) });
  const verifyKey = await ensureInstallationSecret({ database, sealer }, "verify-hmac");
  const fake = createFakeConnector();
  const connectors = new Map([fake.connector, ...others].map((connector) => [connector.name, connector]));
  const { runs, acts } = recordRuns();
  const api = await createHttpServer({
    ...{ database, clock, settings, people, apiKey, log },
    ...{ trustProxy: "loopback", consoleFolder: null, version: "0.0.0" },
  });
  const common = { database, clock, log, sealer, verifyKey, connectors, http: () => fake.http, runs, ...flaws };
  const address = { publicUrl, local: false };
  const touched: Topic[] = [];
  const deps = {
    ...common,
    hooks: createConnectionHooks(runs),
    settings,
    touch: (topics: readonly Topic[]) => void touched.push(...topics),
    publicUrl: async () => address.publicUrl,
    isLocal: async () => address.local,
    usage: createConnectionUsage(database, createRunUsage(database)),
  };
  registerAll(api, deps);
  return {
    ...{ api, database, clock, sealer, verifyKey, deps, acts, lines, address, application: fake.application },
    touch: deps.touch,
    /** What listeners were told of since the last time, in order. */
    takeTouched: () => touched.splice(0),
    pass: (ms: number) => {
      now += ms;
    },
    call: async (method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, payload?: object) => {
      const headers = { authorization: `Bearer ${apiKey}` };
      const answer = await api.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
      const { statusCode: status, headers: answered, body: text } = answer;
      return { status, headers: answered, text, body: text === "" ? null : answer.json() };
    },
    /** Its id outside and its row's id. */
    addAccount: async (name: string): Promise<{ wire: string; id: string }> => {
      const { id: wire } = await createAccount({ database }, { name, timezone: "UTC" });
      return { wire, id: fromWire("account", wire) ?? "" };
    },
    close: async () => {
      await api.close();
      await database.close();
      await testDatabase.drop();
    },
  };
}

const flaws = { expressionFlaws, sleepFlaws };

export type ResourceServer = Awaited<ReturnType<typeof createResourceServer>>;
