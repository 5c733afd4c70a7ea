import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { collectDefaultMetrics, type Registry } from "prom-client";
import { type BearerDeps, findBearer } from "../account/callers.ts";
import { AppError } from "../base/app-error.ts";
import type { Log } from "../base/log.ts";
import { answerTo } from "./error.ts";
import { assertReady, type HealthDeps } from "./health.ts";
import { isLoopback } from "./metrics.ts";

export interface WorkerServerDeps extends HealthDeps, BearerDeps {
  metrics: Registry;
  log: Pick<Log, "warn" | "error">;
}

export interface WorkerPlace {
  host: string;
  port: number;
  /** Asked for as a worker's own. One that is only left over from elsewhere may be taken by a web process beside it. */
  isAsked: boolean;
}

interface Answer {
  status: number;
  type: string;
  text: string;
}

/**
 * What a process that takes no webhooks and serves no API answers: whether it is well, and its figures. Node's own server,
 * because the other one with all its parts costs a worker 9 MB.
 */
export function createWorkerServer(deps: WorkerServerDeps) {
  collectDefaultMetrics({ register: deps.metrics });
  const server = createServer((request, response) => {
    const answered = answer(deps, request).catch((error: unknown) => failure(deps, error));
    void answered.then(({ status, type, text }) => response.writeHead(status, { "content-type": type }).end(text));
  });
  return {
    /** Its address; null where the port is another program's and nobody asked for it. */
    listen: async ({ isAsked, host, port }: WorkerPlace): Promise<string | null> => {
      try {
        await new Promise<void>((resolve, reject) => {
          server.once("error", reject);
          server.listen(port, host, () => {
            server.off("error", reject);
            resolve();
          });
        });
      } catch (error: unknown) {
        if (isAsked || !isTaken(error)) throw error;
        const what = `the port ${port} is taken, so that this worker answers neither /health nor /metrics`;
        deps.log.warn(`${what}: VELODROME_WORKER_PORT gives it one of its own`);
        return null;
      }
      return `http://${host.includes(":") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
    },
    close: async () => {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(deps: WorkerServerDeps, request: IncomingMessage): Promise<Answer> {
  // Node leaves the body out where the head alone was asked for.
  const isRead = request.method === "GET" || request.method === "HEAD";
  switch (isRead ? (request.url ?? "").split("?", 1)[0] : "") {
    case "/health/live":
      return json(200, { status: "ok" });
    case "/health/ready":
      await assertReady(deps);
      return json(200, { status: "ok" });
    case "/metrics":
      await assertMayRead(deps, request);
      return { status: 200, type: deps.metrics.contentType, text: await deps.metrics.metrics() };
    default:
      throw new AppError("not_found", { message: "A worker answers GET /health/live, /health/ready and /metrics." });
  }
}

/** From this machine, unless by way of something that stands in between, or with a bearer token. */
async function assertMayRead(deps: WorkerServerDeps, { headers, socket }: IncomingMessage): Promise<void> {
  if (headers["x-forwarded-for"] === undefined && isLoopback(socket.remoteAddress ?? "")) return;
  const token = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? "")?.[1];
  if (token !== undefined && (await findBearer(deps, token)) !== null) return;
  throw new AppError("unauthenticated", { message: "This needs a caller: send Authorization: Bearer <token>." });
}

function failure({ log }: WorkerServerDeps, error: unknown): Answer {
  const { status, body } = answerTo(error, "worker");
  if (status >= 500 && !(error instanceof AppError)) log.error({ err: error }, "a worker could not say how it is");
  return json(status, body);
}

const json = (status: number, body: object): Answer => ({
  status,
  type: "application/json; charset=utf-8",
  text: JSON.stringify(body),
});

const isTaken = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EADDRINUSE";
