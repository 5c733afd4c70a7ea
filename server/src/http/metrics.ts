import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { collectDefaultMetrics, type Registry } from "prom-client";
import { type AuthorizeDeps, authorize } from "./authorize.ts";
import type { Api } from "./api.ts";

export interface MetricsDeps extends AuthorizeDeps {
  metrics: Registry;
}

/** Prometheus text, to this machine or to a caller of partner level. */
export function registerMetrics(api: Api, deps: MetricsDeps): void {
  collectDefaultMetrics({ register: deps.metrics });
  api.get(
    "/metrics",
    { schema: { tags: ["Operation"], summary: "Figures for Prometheus: from this machine, or with a bearer token" } },
    async (request, reply) => {
      if (!isLoopback(request.ip)) {
        await authorize(deps, request);
      }
      return reply.type(deps.metrics.contentType).send(await deps.metrics.metrics());
    },
  );
}

export const isLoopback = (address: string): boolean =>
  isIP(address) !== 0 && ipaddr.process(address).range() === "loopback";
