import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type App, appSchema, type Page, personSchema, type State } from "./shape.ts";

export const idSchema = z.string().regex(/^[1-9][0-9]{0,19}$/, "must be digits, as Meta's ids are");

const webUrl = z.url({ protocol: /^https?$/ });

/** What an app may be given besides its id, secret and name; what is left out stays as it was. */
export const appSettingsSchema = z.strictObject({
  mode: appSchema.shape.mode.unwrap().optional(),
  login: appSchema.shape.login.unwrap().optional(),
  redirectUris: z.array(webUrl).optional(),
  configurations: appSchema.shape.configurations.unwrap().optional(),
  deauthorizeUrl: webUrl.nullable().optional(),
  dataDeletionUrl: webUrl.nullable().optional(),
  requireProof: z.boolean().optional(),
});

/** What the process that starts the sandbox may ask to be there. Merged in by id. */
export const seedSchema = z.strictObject({
  apps: z
    .array(
      appSettingsSchema.extend({
        id: idSchema,
        secret: z.string().min(1),
        name: z.string().min(1),
        verifyToken: z.string().min(1).optional(),
        callbackUrl: webUrl.optional(),
        fields: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  pages: z
    .array(
      z.strictObject({
        id: idSchema,
        name: z.string().min(1),
        accessToken: z.string().min(1).optional(),
        apps: z.array(z.strictObject({ id: idSchema, fields: z.array(z.string()) })).optional(),
      }),
    )
    .default([]),
  people: z
    .array(
      z.strictObject({
        id: idSchema,
        name: z.string().min(1),
        pages: personSchema.shape.pages.unwrap().optional(),
        roles: z.array(idSchema).optional(),
        accountsEmpty: z.boolean().optional(),
      }),
    )
    .default([]),
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
  grants: [],
  codes: [],
  tokens: [],
  cast: false,
});

export const freshSecret = (): string => randomBytes(16).toString("hex");

/** Makes the sandbox usable alone: secrets are random, so that no two installations share one. */
export function defaultSeed(): Seed {
  const app = { id: "820000000000001", secret: freshSecret(), name: "Sandbox app" };
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
  for (const person of seed.people) {
    const known = state.people.find((one) => one.id === person.id);
    put(state.people, personSchema.parse({ ...known, ...person }));
  }
}

function seededApp(state: State, seed: Seed["apps"][number]): App {
  const known = state.apps.find((app) => app.id === seed.id);
  const { verifyToken = known?.callback?.verifyToken, callbackUrl: url = known?.callback?.url, ...given } = seed;
  return appSchema.parse({
    ...known,
    ...given,
    callback: url && verifyToken ? { url, verifyToken, state: "verifying", reason: null } : null,
    fields: seed.fields ?? known?.fields ?? [...sentFields],
  });
}

function seededPage(state: State, seed: Seed["pages"][number]): Page {
  const known = state.pages.find((page) => page.id === seed.id);
  const apps = seed.apps ?? known?.apps ?? [];
  const missing = apps.find((app) => !state.apps.some((known) => known.id === app.id));
  if (missing) throw new Error(`Page ${seed.id} names the app ${missing.id}, which is not among "apps".`);
  const accessToken = seed.accessToken ?? known?.accessToken ?? null;
  const tokenAppId = apps[0]?.id ?? known?.tokenAppId ?? state.apps[0]?.id ?? null;
  if (accessToken !== null && tokenAppId === null)
    throw new Error(`Page ${seed.id} has a token, but no app it could belong to: list one under "apps".`);
  // A new token lives, whatever ended the old one.
  const tokenDeath = accessToken === known?.accessToken ? known.tokenDeath : null;
  return { id: seed.id, name: seed.name, accessToken, tokenAppId, tokenDeath, apps };
}

function put<T extends { id: string }>(list: T[], entry: T): void {
  const at = list.findIndex((known) => known.id === entry.id);
  if (at < 0) list.push(entry);
  else list[at] = entry;
}
