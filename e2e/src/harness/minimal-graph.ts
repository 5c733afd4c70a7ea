import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What it says to everything that it does not know. */
export const unknownAnswers = {
  "404 and no JSON": { status: 404, body: "Not found" },
  "404 and Graph's error 100": {
    status: 404,
    body: '{"error":{"message":"Unsupported get request.","type":"GraphMethodException","code":100}}',
  },
  "200 and an empty object": { status: 200, body: "{}" },
} as const;
export type UnknownAnswer = keyof typeof unknownAnswers;

interface SentMessage {
  readonly recipient: { readonly id: string };
  readonly message?: { readonly text: string };
}

export interface MinimalGraph {
  readonly url: string;
  readonly sent: SentMessage[];
  /** Bodies of the POSTs to `{page}/subscribed_apps`. */
  readonly subscribed: string[];
  close(): Promise<void>;
}

interface Known {
  readonly page: string;
  readonly token: string;
  readonly app: string;
  readonly otherwise: UnknownAnswer;
  /** Addresses that this one does not even know. */
  readonly without?: readonly string[];
}

async function readBody(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let body = "";
  for await (const piece of request) body += piece;
  return body;
}

function tokenIn(request: IncomingMessage, url: URL): string | null {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? url.searchParams.get("access_token");
}

/** A Graph API as an outsider writes it for one Page and a cycle that greets: five addresses, and nothing else is known. */
export async function startMinimalGraph({ page, token, app, otherwise, without = [] }: Known): Promise<MinimalGraph> {
  const sent: SentMessage[] = [];
  const subscribed: string[] = [];
  const answers: Record<string, (body: string) => object> = {
    "GET /me": () => ({ id: page, name: "Minimal" }),
    "POST /me/messages": (body) => {
      const message = JSON.parse(body) as SentMessage;
      sent.push(message);
      return { recipient_id: message.recipient.id, message_id: `m_${sent.length}` };
    },
    [`POST /${page}/subscribed_apps`]: (body) => {
      subscribed.push(body);
      return { success: true };
    },
    [`GET /${app}`]: () => ({ id: app, name: "Acme Chat" }),
    "GET /oauth/access_token": () => ({ access_token: `${app}|app`, token_type: "bearer", expires_in: 5_000_000 }),
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://graph");
    const path = url.pathname.replace(/^\/v\d+\.\d+/, "");
    const name = `${request.method} ${path}`;
    const known = without.includes(name) ? undefined : answers[name];
    const body = await readBody(request);
    const json = { "content-type": "application/json" };
    if (known === undefined) {
      const { status, body: said } = unknownAnswers[otherwise];
      response.writeHead(status, said.startsWith("{") ? json : {}).end(said);
    } else if (path.startsWith("/me") && tokenIn(request, url) !== token) {
      const error = { message: "Invalid OAuth access token.", type: "OAuthException", code: 190 };
      response.writeHead(400, json).end(JSON.stringify({ error }));
    } else {
      response.writeHead(200, json).end(JSON.stringify(known(body)));
    }
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent, subscribed, close };
}
