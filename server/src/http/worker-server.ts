import type { Log } from "../base/log.ts";
import { type HealthDeps, registerHealth } from "./health.ts";
import { type MetricsDeps, registerMetrics } from "./metrics.ts";
import { createHttpServer, type HttpServerDeps } from "./server.ts";

export type WorkerServerDeps = HttpServerDeps & HealthDeps & MetricsDeps;

export interface WorkerPlace {
  host: string;
  port: number;
  /** Asked for as a worker's own. One that is only left over from elsewhere may be taken by a web process beside it. */
  isAsked: boolean;
}

/** What a process that takes no webhooks and serves no API answers: whether it is well, and its figures. */
export async function createWorkerServer(deps: WorkerServerDeps) {
  const api = await createHttpServer({ ...deps, consoleFolder: null });
  registerHealth(api, deps);
  registerMetrics(api, deps);
  return {
    /** Its address; null where the port is another program's and nobody asked for it. */
    listen: async ({ isAsked, ...place }: WorkerPlace): Promise<string | null> => {
      try {
        return await api.listen(place);
      } catch (error: unknown) {
        if (isAsked || !isTaken(error)) throw error;
        sayTaken(deps.log, place.port);
        return null;
      }
    },
    close: () => api.close(),
  };
}

const isTaken = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EADDRINUSE";

function sayTaken(log: Log, port: number): void {
  const what = `the port ${port} is taken, so that this worker answers neither /health nor /metrics`;
  log.warn(`${what}: VELODROME_WORKER_PORT gives it one of its own`);
}
