import { randomBytes } from "node:crypto";
import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyBaseLogger, LogController } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { Log } from "../base/log.ts";
import type { Api } from "./api.ts";
import { addAuthorization, type AuthorizeDeps } from "./authorize.ts";
import { endConnectionsOnClose } from "./close-connections.ts";
import { addConsole } from "./console.ts";
import { answerBadAddress, setErrorHandler } from "./error.ts";
import { acceptEmptyJson } from "./json-body.ts";
import { addOpenApi } from "./openapi.ts";
import { addRequestLog } from "./request-log.ts";
import { addSecurityHeaders } from "./security-headers.ts";

const bodyLimitBytes = 4 * 1024 * 1024;
/** Of one part of an address. The longest that is taken is an account's external id, of 200. */
const addressPartLimit = 500;
const closeGraceMs = 10_000;
/** By then a request has arrived as a whole: who sends it slower only holds a connection. */
const requestTimeoutMs = 120_000;

export interface HttpServerDeps extends AuthorizeDeps {
  log: Log;
  /** Whose `X-Forwarded-*` is believed: `loopback`, addresses and CIDRs, or true for everybody. */
  trustProxy: string | string[] | boolean;
  /** The built console, or null for an API alone. */
  consoleFolder: string | null;
  version: string;
}

/**
 * The server without its resources: `register…` functions add those, then it listens. Its `close` takes no more
 * connections and gives the requests in hand 10 s; streams that never end by themselves need a `preClose` hook.
 */
export async function createHttpServer(deps: HttpServerDeps): Promise<Api> {
  const prefix = randomBytes(4).toString("hex");
  let count = 0;
  const api: Api = fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // Told to callers as an error's reference, so it is unique across processes and starts.
    genReqId: () => `${prefix}-${(++count).toString(36)}`,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    routerOptions: { maxParamLength: addressPartLimit },
    trustProxy: deps.trustProxy,
    forceCloseConnections: "idle",
    // A logger per request is for what people do; an error on a webhook names its request by itself.
    childLoggerFactory: (log, bindings, options, request) =>
      request.url?.startsWith("/webhooks/") === true ? log : log.child(bindings, options),
    frameworkErrors: (error, request, reply) => answerBadAddress(error, request.id, reply.raw),
  }).withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  endConnectionsOnClose(api, closeGraceMs);
  setErrorHandler(api);
  acceptEmptyJson(api);
  addRequestLog(api);
  await addSecurityHeaders(api);
  await api.register(rateLimit, { global: false });
  await addOpenApi(api, deps.version);
  addAuthorization(api, deps);
  await addConsole(api, deps.consoleFolder);
  return api;
}
