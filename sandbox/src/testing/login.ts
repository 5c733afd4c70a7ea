import type { Sandbox } from "../app.ts";
import { demoSandbox, graph } from "./demo.ts";

const tasks = ["MESSAGING", "MODERATE", "MANAGE"];

export const redirectUri = "http://localhost:3000/connector/callback";

const permissions = ["pages_messaging", "pages_manage_metadata", "pages_show_list"];

export const chat = { id: "820000000000011", secret: "chat-secret", name: "Chat", redirectUris: [redirectUri] };

export const business = {
  ...chat,
  id: "820000000000012",
  secret: "business-secret",
  name: "Business",
  login: "business" as const,
  configurations: [
    { id: "931", name: "Person", through: "user" as const, permissions, expires: "never" as const },
    { id: "932", name: "System", through: "system-user" as const, permissions, expires: "never" as const },
    { id: "933", name: "Sixty days", through: "system-user" as const, permissions, expires: "60-days" as const },
  ],
};

export const florist = { id: "101", name: "Florist" };
export const events = { id: "102", name: "Events" };
export const coffee = Array.from({ length: 30 }, (_, index) => ({ id: String(201 + index), name: `Shop ${index}` }));

export const nora = { id: "71", name: "Nora Lindqvist", pages: [florist, events].map(({ id }) => ({ id, tasks })) };
export const tomasz = { id: "72", name: "Tomasz Zielinski", pages: [{ id: events.id, tasks: ["ANALYZE"] }] };
export const viktor = { id: "73", name: "Viktor Hale", pages: coffee.map(({ id }) => ({ id, tasks })) };
export const ines = { id: "74", name: "Ines Duarte" };

/** A world in which people can sign in, on a clock that stands still unless told otherwise. */
export function loginSandbox(now: () => number): Promise<Sandbox> {
  const seed = {
    apps: [chat, business],
    pages: [florist, events, ...coffee],
    people: [nora, tomasz, viktor, ines],
  };
  return demoSandbox({ now, seed });
}

const everyScope = permissions.join(",");

export const dialogUrl = (query: Record<string, string> = {}): string =>
  `/v25.0/dialog/oauth?${new URLSearchParams({ client_id: chat.id, redirect_uri: redirectUri, state: "s&1", scope: everyScope, ...query })}`;

export const configUrl = (config: string): string => {
  const query = { client_id: business.id, redirect_uri: redirectUri, config_id: config, response_type: "code" };
  return `/v25.0/dialog/oauth?${new URLSearchParams({ ...query, override_default_response_type: "true" })}`;
};

export interface Form {
  person: { id: string };
  permissions?: readonly string[];
  pages?: readonly { id: string }[];
  more?: Record<string, string>;
}

/** Sends the dialog's form as a browser does. */
export function sendDialog(
  sandbox: Sandbox,
  url: string,
  form: Form,
): Promise<{ statusCode: number; headers: Record<string, unknown>; body: string }> {
  const fields = new URLSearchParams({ person: form.person.id, action: "continue", ...form.more });
  for (const permission of form.permissions ?? permissions) fields.append("permission", permission);
  for (const page of form.pages ?? []) fields.append("page", page.id);
  return sandbox.server.inject({
    method: "POST",
    url,
    headers: { host: "localhost:3001", "content-type": "application/x-www-form-urlencoded" },
    payload: fields.toString(),
  });
}

export async function codeFor(sandbox: Sandbox, url: string, form: Form): Promise<string> {
  const { headers } = await sendDialog(sandbox, url, form);
  return new URL(String(headers.location)).searchParams.get("code") ?? "";
}

/** Asks `oauth/access_token` as the app. */
export function exchange(
  sandbox: Sandbox,
  query: Record<string, string>,
  app: { id: string; secret: string } = chat,
): ReturnType<typeof graph> {
  const all = { client_id: app.id, client_secret: app.secret, ...query };
  return graph(sandbox, "GET", `/v25.0/oauth/access_token?${new URLSearchParams(all)}`);
}

/** The whole way: dialog, code, token. */
export async function userToken(sandbox: Sandbox, form: Form, url = dialogUrl(), app = chat): Promise<string> {
  const code = await codeFor(sandbox, url, form);
  const { body } = await exchange(sandbox, { code, redirect_uri: redirectUri }, app);
  return String(body.access_token);
}

export async function longToken(sandbox: Sandbox, form: Form): Promise<string> {
  const short = await userToken(sandbox, form);
  const { body } = await exchange(sandbox, { grant_type: "fb_exchange_token", fb_exchange_token: short });
  return String(body.access_token);
}

/** The token of one Page, as the holder of a user token gets it. */
export async function pageToken(sandbox: Sandbox, holder: string, page: { id: string }): Promise<string> {
  const { body } = await graph(sandbox, "GET", `/v25.0/${page.id}?fields=access_token&access_token=${holder}`);
  return String(body.access_token);
}

export async function debugged(sandbox: Sandbox, token: string, app = chat): Promise<Record<string, unknown>> {
  const viewer = encodeURIComponent(`${app.id}|${app.secret}`);
  const { body } = await graph(sandbox, "GET", `/debug_token?input_token=${token}&access_token=${viewer}`);
  return body.data as Record<string, unknown>;
}
