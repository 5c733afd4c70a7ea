import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readTextMark } from "./messages.ts";

/** What the fake Graph API knows of the replies to one measurement. */
export interface Replies {
  /** Messages that got a reply. */
  answered: number;
  /** Replies beyond the first to the same message. */
  repeated: number;
  /** When the first message, and when the latest, got its reply, in milliseconds since 1970; 0 before the first. */
  firstAt: number;
  lastAt: number;
}

interface Ledger extends Replies {
  readonly seen: boolean[];
}

const ledgers = new Map<string, Ledger>();
let sent = 0;

function ledgerOf(tag: string): Ledger {
  let ledger = ledgers.get(tag);
  if (ledger === undefined) {
    ledger = { answered: 0, repeated: 0, firstAt: 0, lastAt: 0, seen: [] };
    ledgers.set(tag, ledger);
  }
  return ledger;
}

function count(body: string): void {
  const mark = readTextMark(body);
  if (mark === null) return;
  const ledger = ledgerOf(mark.tag);
  if (ledger.seen[mark.index]) {
    ledger.repeated++;
    return;
  }
  ledger.seen[mark.index] = true;
  ledger.answered++;
  ledger.lastAt = performance.timeOrigin + performance.now();
  if (ledger.answered === 1) ledger.firstAt = ledger.lastAt;
}

function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
  const { pathname } = new URL(request.url ?? "/", "http://graph");
  response.setHeader("content-type", "application/json");
  if (pathname.startsWith("/bench/replies/")) {
    const { answered, repeated, firstAt, lastAt } = ledgerOf(pathname.slice("/bench/replies/".length));
    response.end(JSON.stringify({ answered, repeated, firstAt, lastAt } satisfies Replies));
    return;
  }
  if (request.method === "POST" && pathname.endsWith("/messages") && !body.includes('"sender_action"')) {
    count(body);
    response.end(`{"recipient_id":"1","message_id":"m_out${++sent}"}`);
    return;
  }
  // A look at the token's Page, a subscription: whatever is asked for besides, all is well.
  response.end(`{"id":"${process.env.BENCH_PAGE_ID}","name":"Bench Page","success":true,"data":[]}`);
}

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (piece: string) => {
    body += piece;
  });
  request.on("end", () => answer(request, response, body));
});

server.listen(0, "127.0.0.1", () => console.log(`listening on ${(server.address() as AddressInfo).port}`));
