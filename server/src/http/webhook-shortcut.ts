import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { WebhookRequest } from "@velodrome/kit";
import type { Api } from "./api.ts";

export interface WebhookAddress {
  connector: string;
  key: string;
}

export interface WebhookAnswer {
  status: number;
  text: string;
}

/** An address that needs no decoding and no look at its query. */
const plainAddress = /^\/webhooks\/([\w.~-]{1,100})\/([\w.~-]{1,200})$/;
/** What is longer, or does not say how long it is, is left to the framework's limits. */
const bodyAtMost = 256 * 1024;

/**
 * Takes the POSTs that nearly all traffic consists of before the framework sees them: routing, hooks and replies of its
 * kind cost as much as everything else that is done for one (docs/decisions: hot path). Whatever is unusual about a
 * request, or about the moment, goes the framework's way to the same handler.
 */
export function addWebhookShortcut(
  api: Api,
  handlers: {
    take(address: WebhookAddress, request: WebhookRequest): Promise<WebhookAnswer>;
    fail(error: unknown, response: ServerResponse): void;
  },
): void {
  const [framework] = api.server.listeners("request") as RequestListener[];
  if (framework === undefined) throw new Error("The framework does not listen to its own server.");
  let open = true;
  // Who still sends while we close is told so by the framework.
  api.addHook("preClose", async () => {
    open = false;
  });
  api.server.off("request", framework);
  api.server.on("request", (request, response) => {
    const address = open ? addressOf(request) : null;
    if (address === null) {
      framework(request, response);
      return;
    }
    readBody(request, (body) => {
      handlers.take(address, { headers: request.headers, query: {}, body }).then(
        (answer) => send(response, answer),
        (error: unknown) => handlers.fail(error, response),
      );
    });
  });
}

function addressOf({ method, url, headers }: IncomingMessage): WebhookAddress | null {
  if (method !== "POST" || url === undefined || !(Number(headers["content-length"]) <= bodyAtMost)) return null;
  const [, connector, key] = plainAddress.exec(url) ?? [];
  return connector === undefined || key === undefined ? null : { connector, key };
}

/** Not called when the sender goes away halfway. */
function readBody(request: IncomingMessage, use: (body: Buffer) => void): void {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => use(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)));
}

function send(response: ServerResponse, { status, text }: WebhookAnswer): void {
  const headers = { "content-type": "text/plain; charset=utf-8", "content-length": Buffer.byteLength(text) };
  response.writeHead(status, headers).end(text);
}
