import { randomBytes } from "node:crypto";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyBaseLogger } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { Log } from "../base/log.ts";
import type { Api } from "./api.ts";
import { setErrorHandler } from "./error.ts";

const bodyLimitBytes = 4 * 1024 * 1024;

export interface HttpServerDeps {
  log: Log;
  /** Whose `X-Forwarded-*` is believed: `loopback`, addresses and CIDRs, or true for everybody. */
  trustProxy: string | string[] | boolean;
}

/** The server without its resources; `register…` functions add those before it listens. */
export async function createHttpServer(deps: HttpServerDeps): Promise<Api> {
  const prefix = randomBytes(4).toString("hex");
  let count = 0;
  const api: Api = fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    disableRequestLogging: true,
    genReqId: () => `${prefix}-${(++count).toString(36)}`,
    bodyLimit: bodyLimitBytes,
    trustProxy: deps.trustProxy,
    forceCloseConnections: "idle",
  }).withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  setErrorHandler(api);
  await api.register(helmet);
  await api.register(rateLimit, { global: false });
  return api;
}
