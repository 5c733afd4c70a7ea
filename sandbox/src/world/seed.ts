import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { App, Page, State } from "./shape.ts";

const id = z.string().regex(/^[1-9][0-9]{0,19}$/, "must be digits, as Meta's ids are");

/** What the process that starts the sandbox may ask to be there. Merged in by id. */
export const seedSchema = z.strictObject({
  apps: z
    .array(
      z.strictObject({
        id,
        secret: z.string().min(1),
        name: z.string().min(1),
        verifyToken: z.string().min(1).optional(),
        callbackUrl: z.url({ protocol: /^https?$/ }).optional(),
        fields: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  pages: z
    .array(
      z.strictObject({
        id,
        name: z.string().min(1),
        accessToken: z.string().min(1),
        apps: z.array(z.strictObject({ id, fields: z.array(z.string()) })).optional(),
      }),
    )
    .default([]),
  people: z.array(z.strictObject({ id, name: z.string().min(1) })).default([]),
});

export type Seed = z.infer<typeof seedSchema>;

/** What the sandbox itself can send; the app-level default when a seed names no fields. */
const sentFields = [
  "messages",
  "messaging_postbacks",
  "message_echoes",
  "message_deliveries",
  "message_reads",
] as const;

export const emptyState = (): State => ({
  format: 1,
  apps: [],
  pages: [],
  people: [],
  threads: [],
  deliveries: [],
  calls: [],
});

/** Makes the sandbox usable alone: secrets are random, so that no two installations share one. */
export function defaultSeed(): Seed {
  const app = { id: "820000000000001", secret: randomBytes(16).toString("hex"), name: "Sandbox app" };
  return {
    apps: [app],
    pages: [
      {
        id: "100000000000001",
        name: "Corner Bakery",
        accessToken: `EAAS${randomBytes(48).toString("base64url").replaceAll(/[-_]/g, "Z")}`,
        apps: [{ id: app.id, fields: [...sentFields] }],
      },
    ],
    people: [
      { id: "7000000000000001", name: "Maya Okafor" },
      { id: "7000000000000002", name: "Jonas Lind" },
    ],
  };
}

export function mergeSeed(state: State, seed: Seed): void {
  for (const app of seed.apps) put(state.apps, seededApp(state, app));
  for (const page of seed.pages) put(state.pages, seededPage(state, page));
  for (const person of seed.people) put(state.people, person);
}

function seededApp(state: State, seed: Seed["apps"][number]): App {
  const known = state.apps.find((app) => app.id === seed.id);
  const url = seed.callbackUrl ?? known?.callback?.url;
  const verifyToken = seed.verifyToken ?? known?.callback?.verifyToken;
  return {
    id: seed.id,
    secret: seed.secret,
    name: seed.name,
    callback: url && verifyToken ? { url, verifyToken, state: "verifying", reason: null } : null,
    fields: seed.fields ?? known?.fields ?? [...sentFields],
  };
}

function seededPage(state: State, seed: Seed["pages"][number]): Page {
  const known = state.pages.find((page) => page.id === seed.id);
  const apps = seed.apps ?? known?.apps ?? [];
  const tokenAppId = apps[0]?.id ?? known?.tokenAppId ?? state.apps[0]?.id;
  if (!tokenAppId)
    throw new Error(`Page ${seed.id} has a token, but no app it could belong to: list one under "apps".`);
  const missing = apps.find((app) => !state.apps.some((known) => known.id === app.id));
  if (missing) throw new Error(`Page ${seed.id} names the app ${missing.id}, which is not among "apps".`);
  return { id: seed.id, name: seed.name, accessToken: seed.accessToken, tokenAppId, apps };
}

function put<T extends { id: string }>(list: T[], entry: T): void {
  const at = list.findIndex((known) => known.id === entry.id);
  if (at < 0) list.push(entry);
  else list[at] = entry;
}
