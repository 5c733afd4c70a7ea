import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

interface Registered {
  readonly callback_url: string;
  readonly fields: readonly string[];
}

export interface LoginGraph {
  readonly url: string;
  /** What stands at the app; null: nothing. */
  registered: Registered | null;
  /** Permissions that the person granted. */
  scopes: string[];
  /** Paths that it does not know. */
  readonly unknown: Set<string>;
  /** Whether tokens are refused, with this code. */
  dead: number | null;
  readonly subscribed: string[];
  close(): Promise<void>;
}

const person = { id: "9001", name: "Ada" };
export const pages = [
  { id: "612300000000701", name: "Bicycles", access_token: "EAA-page-701", tasks: ["MESSAGING", "MODERATE"] },
  { id: "612300000000702", name: "Flowers", access_token: "EAA-page-702", tasks: ["MESSAGING", "MODERATE"] },
];
export const app = { id: "880000000000701", secret: "secret-of-the-app", name: "Acme Chat" };
export const code = "code-of-the-dialog";
const userToken = "EAA-person";

interface Call {
  readonly query: URLSearchParams;
  readonly token: string | null;
  readonly body: string;
}

class Refusal extends Error {
  constructor(code: number, message = "Refused") {
    super(JSON.stringify({ error: { message, type: "OAuthException", code, fbtrace_id: "A1" } }));
  }
}

/** Callers may send parameters in the query, as a form or as JSON. */
function parameter({ query, body }: Call, name: string): string {
  const given = query.get(name);
  if (given !== null) return given;
  if (!body.startsWith("{")) return new URLSearchParams(body).get(name) ?? "";
  const value = (JSON.parse(body) as Record<string, unknown>)[name];
  return Array.isArray(value) ? value.join(",") : String(value ?? "");
}

function token(call: Call): object {
  if (parameter(call, "client_id") !== app.id) throw new Refusal(101, "Error validating application.");
  if (parameter(call, "client_secret") !== app.secret) throw new Refusal(1, "Error validating client secret.");
  const isCode = parameter(call, "code");
  if (isCode !== "" && isCode !== code) throw new Refusal(100, "Invalid verification code format.");
  return { access_token: userToken, token_type: "bearer", expires_in: 5_184_000 };
}

function answers(graph: LoginGraph): Record<string, (call: Call) => object> {
  const page = (call: Call) => pages.find(({ access_token }) => access_token === call.token);
  const asApp = (call: Call): void => {
    const [id, secret] = call.token?.split("|") ?? [];
    if (id !== app.id) throw new Refusal(190, "Invalid application ID.");
    if (secret !== app.secret) throw new Refusal(190, "Invalid application secret.");
  };
  const debug = (call: Call): object => {
    asApp(call);
    const asked = parameter(call, "input_token");
    const known = { app_id: app.id, is_valid: true, expires_at: 0, scopes: graph.scopes, user_id: person.id };
    const ofPage = pages.find(({ access_token }) => access_token === asked);
    if (ofPage) return { data: { ...known, type: "PAGE", profile_id: ofPage.id } };
    if (asked === userToken) return { data: { ...known, type: "USER" } };
    return { data: { is_valid: false, scopes: [], error: { code: 190, message: "Invalid OAuth access token." } } };
  };
  const me = (call: Call): object => {
    const ofPage = page(call);
    if (ofPage) return { id: ofPage.id, name: ofPage.name };
    if (call.token === userToken) return person;
    throw new Refusal(190, "Invalid OAuth access token.");
  };
  const subscribe = (call: Call): object => {
    if (!page(call)) throw new Refusal(190);
    graph.subscribed.push(page(call)?.id ?? "");
    return { success: true };
  };
  return {
    "GET /oauth/access_token": token,
    "POST /oauth/access_token": token,
    "GET /debug_token": debug,
    "GET /me": me,
    "GET /me/accounts": () => ({ data: pages, paging: { cursors: { before: "x", after: "y" } } }),
    "GET /me/permissions": () => ({ data: graph.scopes.map((permission) => ({ permission, status: "granted" })) }),
    "POST /me/messages": (call) => ({ recipient_id: "1", message_id: `m_${call.body.length}` }),
    ...Object.fromEntries(pages.map(({ id }) => [`POST /${id}/subscribed_apps`, subscribe])),
    [`GET /${app.id}`]: (call) => {
      asApp(call);
      return { id: app.id, name: app.name };
    },
    [`GET /${app.id}/subscriptions`]: ({ token: _ }) => ({
      data: graph.registered === null ? [] : [{ object: "page", active: true, ...rows(graph.registered) }],
    }),
    [`POST /${app.id}/subscriptions`]: (call) => {
      asApp(call);
      const fields = parameter(call, "fields").split(",");
      graph.registered = { callback_url: parameter(call, "callback_url"), fields };
      return { success: true };
    },
  };
}

const rows = ({ callback_url, fields }: Registered) => ({
  callback_url,
  fields: fields.map((name) => ({ name, version: "v25.0" })),
});

async function readBody(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let body = "";
  for await (const piece of request) body += piece;
  return body;
}

/** A Graph API with a person who has two Pages, and one app, as an outsider writes it from Meta's documentation. */
export async function startLoginGraph(): Promise<LoginGraph> {
  const answer = async (request: IncomingMessage): Promise<object> => {
    const url = new URL(request.url ?? "/", "http://graph");
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    const call = { query: url.searchParams, token: bearer ?? url.searchParams.get("access_token") };
    const body = await readBody(request);
    const path = url.pathname.replace(/^\/v\d+\.\d+/, "");
    const known = answers(graph)[`${request.method} ${path}`];
    if (known === undefined || graph.unknown.has(path)) throw new Refusal(2500, "Unknown path components");
    if (graph.dead !== null && url.pathname.includes("/me")) throw new Refusal(graph.dead, "The session is over.");
    return known({ ...call, body });
  };
  const server = createServer((request, response) => {
    const json = { "content-type": "application/json" };
    answer(request).then(
      (body) => response.writeHead(200, json).end(JSON.stringify(body)),
      (error: unknown) =>
        error instanceof Refusal
          ? response.writeHead(400, json).end(error.message)
          : response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const graph: LoginGraph = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    registered: null,
    scopes: ["pages_messaging", "pages_manage_metadata", "pages_show_list", "pages_read_engagement"],
    unknown: new Set(),
    dead: null,
    subscribed: [],
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return graph;
}
