import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** One message that Facebook was asked to send. */
export interface Reply {
  readonly recipient: string;
  readonly text: string;
  /** The sender's own mark. */
  readonly metadata: string;
  /** See `FakeGraph.era`. */
  readonly era: number;
}

/** What a call meets: an answer that says no, or a connection that breaks before or after the message was taken. */
export type Fault =
  | { readonly status: number; readonly body: object; readonly headers?: Readonly<Record<string, string>> }
  | "reset before"
  | "reset after";

export interface FakeGraph {
  readonly url: string;
  /** Messages taken, in the order in which they came. */
  readonly replies: Reply[];
  /** Which of the callers' lives this is: raised between the end of one process and the start of the next. */
  era: number;
  /** How long each message takes to be answered, in ms. */
  delay: number;
  /** Until when no message is answered; null: at once. */
  held: Promise<void> | null;
  /** Told of every message taken and its mid, as Facebook tells by an echo; null: nobody is. */
  echo: ((reply: Reply, mid: string) => void) | null;
  /** Messages taken that are not answered yet. */
  underWay: number;
  /** Messages taken whose sender was gone before the answer. */
  unanswered: number;
  /** Next messages are turned away with these, one each. */
  readonly refusals: { status: number; body: object }[];
  /** What the next messages meet, one each; null: nothing. */
  readonly faults: (Fault | null)[];
  /** Messages that met a fault and were not taken: for some of them nobody tries again. */
  dropped: number;
  /** Whom nothing with this text is sent to: `person: text`. */
  readonly unwelcome: Set<string>;
  close(): Promise<void>;
}

/** The token of a Page names it, so that the Graph API can tell whose it is. */
export const tokenOf = (page: string): string => `token-of-${page}`;

async function readBody(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let body = "";
  for await (const piece of request) body += piece;
  return body;
}

function respond(response: ServerResponse, status: number, body: object, headers: Fields = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

type Fields = Readonly<Record<string, string>>;

interface SendBody {
  recipient: { id: string };
  message?: { text: string; metadata: string };
}

/** Stands in for Facebook's Graph API and remembers what it was asked to send. */
export async function startFakeGraph(): Promise<FakeGraph> {
  const eras = new WeakMap<Socket, number>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? "/", "http://graph");
    const page = /token-of-(\d+)$/.exec(request.headers.authorization ?? "")?.[1];
    const body = await readBody(request);
    if (request.method !== "POST" || !pathname.endsWith("/messages")) {
      return respond(response, 200, { id: page, name: `Page ${page}`, success: true, data: [] });
    }
    const refusal = graph.refusals.shift();
    if (refusal) return respond(response, refusal.status, refusal.body);
    const fault = graph.faults.shift();
    if (typeof fault === "object" && fault !== null) {
      graph.dropped++;
      return respond(response, fault.status, fault.body, fault.headers);
    }
    if (fault === "reset before") {
      graph.dropped++;
      return void request.socket.resetAndDestroy();
    }
    const { recipient, message } = JSON.parse(body) as SendBody;
    if (graph.unwelcome.has(`${recipient.id}: ${message?.text}`)) {
      return respond(response, 400, { error: { message: "No", type: "OAuthException", code: 100 } });
    }
    const era = eras.get(request.socket) ?? graph.era;
    const reply = { recipient: recipient.id, text: message?.text ?? "", metadata: message?.metadata ?? "", era };
    graph.replies.push(reply);
    const mid = `m_out${graph.replies.length}`;
    graph.echo?.(reply, mid);
    if (fault === "reset after") return void request.socket.resetAndDestroy();
    graph.underWay++;
    response.once("close", () => {
      graph.underWay--;
      if (!response.writableFinished) graph.unanswered++;
    });
    await graph.held;
    setTimeout(() => respond(response, 200, { recipient_id: recipient.id, message_id: mid }), graph.delay);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The caller was killed in the middle of its request, or it sent what no Graph API understands.
      if (request.destroyed && !request.complete) return;
      respond(response, 500, { error: { message: String(error) } });
    });
  });
  // What a dead process had still sent is read after its death: it counts for the life in which the socket was opened.
  server.on("connection", (socket) => eras.set(socket, graph.era));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const graph: FakeGraph = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    replies: [],
    era: 0,
    delay: 0,
    held: null,
    echo: null,
    underWay: 0,
    unanswered: 0,
    refusals: [],
    faults: [],
    dropped: 0,
    unwelcome: new Set(),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return graph;
}
