import { Registry } from "prom-client";
import { createPeople } from "../../account/people.ts";
import { createSettings } from "../../account/settings.ts";
import type { Mail } from "../../account/mail.ts";
import type { SmtpAccess } from "../../account/smtp-settings.ts";
import { createLog } from "../../base/log.ts";
import { createSealer } from "../../base/seal.ts";
import { openDatabase } from "../../db/database.ts";
import { createTestDatabase } from "../../db/testing/test-database.ts";
import { createAudience } from "../audience.ts";
import { registerRoutes, type RouteDeps } from "../routes.ts";
import { createHttpServer } from "../server.ts";

const apiKey = "key-of-the-partner";

/** The address of the test's installation, from outside. */
export const publicUrl = "http://localhost:3000";

export interface TestClock {
  now(): number;
  pass(ms: number): void;
}

function createTestClock(): TestClock {
  let now = Date.parse("2026-11-22T12:00:00Z");
  return {
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
  };
}

/** The server on a database of its own; nothing listens: requests are injected. */
export async function createTestServer(options: { consoleFolder?: string; change?: Partial<RouteDeps> } = {}) {
  const testDatabase = await createTestDatabase();
  const lines: string[] = [];
  const log = createLog({ level: "info", pretty: false, write: (line) => lines.push(line) });
  const clock = createTestClock();
  const stopped: string[] = [];
  const mails: { access: SmtpAccess; mail: Mail }[] = [];
  let mailFailure: Error | null = null;
  const database = await openDatabase({ url: testDatabase.url, onError: (error) => log.error(error) });
  const sealer = createSealer([{ id: "k1", key: Buffer.alloc(32, 1) }]);
  const settings = createSettings({ database, clock, sealer, publicUrl, sandboxUrl: null });
  const people = createPeople({ database, log, settings, publicUrl, secret: Buffer.alloc(32, 7) });
  const callers = { database, clock, settings, people, apiKey };
  const audience = createAudience({ ...callers, log });
  const deps: RouteDeps = {
    ...callers,
    audience,
    connectors: new Map(),
    sendMail: async (access, mail) => {
      if (mailFailure) throw mailFailure;
      mails.push({ access, mail });
    },
    metrics: new Registry(),
    isReady: async () => true,
    stopAccount: async (id) => {
      stopped.push(id);
    },
    ...options.change,
  };
  const consoleFolder = options.consoleFolder ?? null;
  const api = await createHttpServer({ ...deps, log, trustProxy: "loopback", consoleFolder, version: "0.0.0" });
  const routes: { method: string; url: string }[] = [];
  api.addHook("onRoute", ({ method, url }) => {
    routes.push(...[method].flat().map((one) => ({ method: one, url })));
  });
  await registerRoutes(api, deps);
  return {
    api,
    database,
    clock,
    /** Rows' ids of the accounts that were stopped, in order. */
    stopped,
    sealer,
    audience,
    /** Mails that were sent, in order. */
    mails,
    failMail: (failure: Error) => {
      mailFailure = failure;
    },
    /** Every route that was registered. */
    routes,
    /** Lines of the log so far. */
    lines,
    close: async () => {
      await api.close();
      await database.close();
      await testDatabase.drop();
    },
  };
}

export type TestServer = Awaited<ReturnType<typeof createTestServer>>;

export const withKey = { authorization: `Bearer ${apiKey}` };
