import { createSandbox, type Sandbox } from "../app.ts";
import type { Schedule } from "../webhook/schedule.ts";
import { emptyState, mergeSeed, type Seed } from "../world/seed.ts";

export const demo = {
  app: { id: "820000000000001", secret: "app-secret", name: "Demo app" },
  other: { id: "820000000000002", secret: "other-secret", name: "Other app" },
  page: { id: "100000000000001", name: "Corner Bakery", accessToken: "PAGE-TOKEN" },
  person: { id: "7000000000000001", name: "Maya Okafor" },
};

const everyField = ["messages", "messaging_postbacks", "message_echoes", "message_deliveries", "message_reads"];

/** A sandbox with one app, Page and person; `callbackUrl` counts as verified already. */
export async function demoSandbox(options: {
  callbackUrl?: string;
  fields?: readonly string[];
  now?: () => number;
  schedule?: Schedule;
  seed?: Partial<Seed>;
}): Promise<Sandbox> {
  const state = emptyState();
  const fields = [...(options.fields ?? everyField)];
  mergeSeed(state, {
    apps: [{ ...demo.app, fields }, demo.other],
    pages: [{ ...demo.page, apps: [{ id: demo.app.id, fields: everyField }] }],
    people: [demo.person],
    ...options.seed,
  });
  const [app] = state.apps;
  if (app && options.callbackUrl) {
    app.callback = { url: options.callbackUrl, verifyToken: "verify-me", state: "verified", reason: null };
  }
  let ids = 0;
  return createSandbox({
    state,
    ...(options.schedule ? { schedule: options.schedule } : {}),
    chance: {
      now: options.now ?? (() => Date.now()),
      newId: (prefix) => `${prefix}${String((ids += 1)).padStart(30, "0")}`,
    },
  });
}

/** Sends a Graph call the way a client does and answers what came back. */
export async function graph(
  sandbox: Sandbox,
  method: "GET" | "POST" | "DELETE",
  url: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown>; headers: Record<string, unknown> }> {
  const response = await sandbox.server.inject({
    method,
    url,
    headers: { host: "localhost:3001" },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return { status: response.statusCode, body: response.json(), headers: response.headers };
}

export function personSays(
  sandbox: Sandbox,
  said: Record<string, unknown>,
): Promise<{ statusCode: number; json(): { mid: string } }> {
  return sandbox.server.inject({
    method: "POST",
    url: `/_sandbox/people/${demo.person.id}/messages`,
    headers: { host: "localhost" },
    payload: { page: demo.page.id, ...said },
  });
}
