import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { Agent } from "undici";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { ConnectorError } from "./connector-error.ts";
import { createHttpClient } from "./create-http-client.ts";
import type { HttpExchange } from "./http-exchange.ts";

const agent = new Agent();
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
afterAll(async () => {
  await agent.destroy();
});

async function listening(server: Server): Promise<string> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function serve(listener: RequestListener): Promise<string> {
  return listening(createServer(listener));
}

async function read(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

async function failureOf(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(
    () => new Error("it was answered"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConnectorError)) throw new Error("not a ConnectorError", { cause: error });
  return error;
}

const http = createHttpClient({ dispatcher: agent });

describe("an answered call", () => {
  test("sends JSON and reads JSON", async () => {
    const url = await serve(async (request, reply) => {
      const told = { type: request.headers["content-type"], method: request.method, body: await read(request) };
      reply.writeHead(201, { "content-type": "text/javascript; charset=UTF-8", "x-a": ["1", "2"] });
      reply.end(JSON.stringify(told));
    });
    const answer = await http.request({ method: "POST", url: `${url}/x?y=1`, json: { text: "ä" } });
    expect(answer.status).toBe(201);
    expect(answer.headers["x-a"]).toBe("1, 2");
    expect(answer.body).toEqual({ type: "application/json", method: "POST", body: '{"text":"ä"}' });
  });

  test("sends text as it is, of the kind its header says", async () => {
    const url = await serve(async (request, reply) =>
      reply.end(`${request.headers["content-type"]}|${await read(request)}`),
    );
    const plain = await http.request({ method: "POST", url, text: "a=b" });
    expect(plain.body).toBe("text/plain; charset=utf-8|a=b");
    const xml = await http.request({ method: "PUT", url, text: "<a/>", headers: { "Content-Type": "text/xml" } });
    expect(xml.body).toBe("text/xml|<a/>");
  });

  test("HEAD has no body", async () => {
    const url = await serve((_, reply) => reply.setHeader("x-count", "3").end("never seen"));
    expect(await http.request({ method: "HEAD", url })).toMatchObject({
      status: 200,
      headers: { "x-count": "3" },
      body: "",
    });
  });

  test("sends forms and leaves text as text", async () => {
    const url = await serve(async (request, reply) => reply.end(`12 ${await read(request)}`));
    const answer = await http.request({ method: "POST", url, form: { a: "b c", d: "&" } });
    expect(answer.body).toBe("12 a=b+c&d=%26");
  });

  test("is handed on whatever its status, and JSON that is none stays text", async () => {
    const url = await serve((_, reply) => {
      reply.writeHead(503, { "content-type": "application/json" });
      reply.end("{broken");
    });
    expect(await http.request({ method: "GET", url })).toMatchObject({ status: 503, body: "{broken" });
  });

  test("does not follow redirects", async () => {
    const url = await serve((_, reply) => {
      reply.writeHead(302, { location: "/elsewhere" });
      reply.end();
    });
    const answer = await http.request({ method: "GET", url });
    expect(answer).toMatchObject({ status: 302, body: "" });
  });
});

describe("a call without an answer", () => {
  test("is retryable when nobody listens: nothing was sent", async () => {
    const server = createTcpServer();
    const url = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    const error = await failureOf(http.request({ method: "POST", url, json: {} }));
    expect(error).toMatchObject({ code: "connection_failed", kind: "retryable", details: { sent: false } });
    expect(error.message).toContain("ECONNREFUSED");
  });

  test("is retryable when the name is unknown", async () => {
    const dispatcher = new Agent({
      connect: {
        lookup: (hostname, _, done) => {
          done(Object.assign(new Error(`no ${hostname}`), { code: "ENOTFOUND" }), "", 4);
        },
      },
    });
    const client = createHttpClient({ dispatcher });
    const error = await failureOf(client.request({ method: "GET", url: "http://nowhere.test/" }));
    expect(error).toMatchObject({ code: "connection_failed", kind: "retryable" });
    await dispatcher.destroy();
  });

  test("is retryable when the connection is not made in time", async () => {
    const dispatcher = new Agent({ connect: () => undefined });
    const client = createHttpClient({ dispatcher });
    const error = await failureOf(
      client.request({ method: "POST", url: "http://slow.test/", json: {}, timeoutMs: 20 }),
    );
    expect(error).toMatchObject({ code: "connection_failed", kind: "retryable", details: { sent: false } });
  });

  test("is terminal, with its own code, when the dispatcher refuses the address", async () => {
    const refusal = Object.assign(new Error("Private addresses are not called."), { code: "address_not_allowed" });
    const dispatcher = new Agent({ connect: (_, done) => done(refusal, null) });
    const client = createHttpClient({ dispatcher });
    const error = await failureOf(client.request({ method: "GET", url: "http://10.0.0.1/" }));
    expect(error).toMatchObject({ code: "address_not_allowed", kind: "terminal", message: refusal.message });
    await dispatcher.destroy();
  });

  test("is uncertain when the connection breaks after sending", async () => {
    const url = await serve((request) => request.socket.resetAndDestroy());
    const error = await failureOf(http.request({ method: "POST", url, json: {} }));
    expect(error).toMatchObject({ code: "connection_lost", kind: "uncertain", details: { sent: true } });
  });

  test("is uncertain when the answer breaks off", async () => {
    const url = await serve((request, reply) => {
      reply.writeHead(200, { "content-length": "100" });
      reply.write("half", () => request.socket.destroy());
    });
    const error = await failureOf(http.request({ method: "POST", url, json: {} }));
    expect(error).toMatchObject({ code: "connection_lost", kind: "uncertain" });
  });

  test("is a time-out when the answer does not come, and the connection is let go", async () => {
    const closed = Promise.withResolvers<void>();
    const url = await serve((request) => request.socket.once("close", () => closed.resolve()));
    const error = await failureOf(http.request({ method: "POST", url, json: {}, timeoutMs: 60 }));
    expect(error).toMatchObject({ code: "no_answer", kind: "timeout", details: { sent: true } });
    await closed.promise;
  });

  test("is a time-out when the answer trickles for ever", async () => {
    const trickles: NodeJS.Timeout[] = [];
    const url = await serve((_, reply) => {
      trickles.push(setInterval(() => reply.write("."), 5));
    });
    const error = await failureOf(http.request({ method: "GET", url, timeoutMs: 60 }));
    for (const trickle of trickles) clearInterval(trickle);
    expect(error).toMatchObject({ code: "no_answer", kind: "timeout" });
  });

  test("is cancelled when its signal ends, and says whether it was sent", async () => {
    const arrived = Promise.withResolvers<void>();
    const url = await serve(() => arrived.resolve());
    const controller = new AbortController();
    const client = createHttpClient({ dispatcher: agent, signal: controller.signal });
    const failure = failureOf(client.request({ method: "POST", url, json: {} }));
    await arrived.promise;
    controller.abort();
    expect(await failure).toMatchObject({ code: "cancelled", kind: "cancelled", details: { sent: true } });
    const later = await failureOf(client.request({ method: "POST", url, json: {} }));
    expect(later).toMatchObject({ code: "cancelled", kind: "cancelled", details: { sent: false } });
  });

  test("sends nothing when it was given up while connecting", async () => {
    const asked: string[] = [];
    const url = await serve((request, reply) => {
      asked.push(String(request.url));
      reply.end("ok");
    });
    const controller = new AbortController();
    const dispatcher = new Agent();
    const client = createHttpClient({ dispatcher, signal: controller.signal });
    const failure = failureOf(client.request({ method: "GET", url: `${url}/given-up` }));
    controller.abort();
    expect(await failure).toMatchObject({ kind: "cancelled", details: { sent: false } });
    await createHttpClient({ dispatcher }).request({ method: "GET", url: `${url}/next` });
    expect(asked).toEqual(["/next"]);
    await dispatcher.destroy();
  });

  test("is uncertain when the answer is larger than what is read", async () => {
    const url = await serve((_, reply) => reply.end("x".repeat(2000)));
    const client = createHttpClient({ dispatcher: agent, maxBytes: 1000 });
    const error = await failureOf(client.request({ method: "POST", url, json: {} }));
    expect(error).toMatchObject({ code: "answer_too_large", kind: "uncertain" });
  });
});

describe("a request that cannot be made is terminal", () => {
  test.each([
    { method: "POST", url: "http://127.0.0.1/", json: {}, form: {} },
    { method: "GET", url: "/no-host" },
    { method: "GET", url: "file:///etc/passwd" },
    { method: "GET", url: "http://127.0.0.1/", headers: { "bad header": "x" } },
  ] as const)("%j", async (request) => {
    expect(await failureOf(http.request(request))).toMatchObject({ code: "invalid_request", kind: "terminal" });
  });
});

test("every tried call is traced without secrets, answered or not", async () => {
  const url = await serve((request, reply) => {
    if (request.url?.startsWith("/broken") === true) request.socket.destroy();
    else reply.end('{"echo":"EAAB-very-secret"}');
  });
  const exchanges: HttpExchange[] = [];
  const client = createHttpClient({ dispatcher: agent, onExchange: (exchange) => exchanges.push(exchange) });
  const headers = { authorization: "Bearer EAAB-very-secret" };
  await client.request({ method: "POST", url: `${url}/a?appsecret_proof=proof-proof`, headers, json: { text: "hi" } });
  await failureOf(client.request({ method: "GET", url: `${url}/broken`, headers }));
  expect(JSON.stringify(exchanges)).not.toMatch(/very-secret|proof-proof/);
  expect(exchanges).toMatchObject([
    { request: { method: "POST", body: { text: "hi" } }, response: { status: 200, body: { echo: "[redacted]" } } },
    { request: { method: "GET", body: null }, response: null },
  ]);
});

test("every answer is told as it came, also to an untraced call; what the client knows to be secret is in no trace", async () => {
  const url = await serve((_, reply) => reply.end('{"echo":"never-sent"}'));
  const answers: unknown[] = [];
  const exchanges: HttpExchange[] = [];
  const client = createHttpClient({
    dispatcher: agent,
    secrets: ["never-sent", ""],
    onAnswer: ({ body }) => answers.push(body),
    onExchange: (exchange) => exchanges.push(exchange),
  });
  await client.request({ method: "GET", url });
  await client.request({ method: "GET", url, untraced: true });
  expect(answers).toEqual([{ echo: "never-sent" }, { echo: "never-sent" }]);
  expect(exchanges).toMatchObject([{ response: { body: { echo: "[redacted]" } } }]);
});
