import { type ActionContext, authorize, ConnectorError, defineAction, type HttpRequest } from "@velodrome/kit";
import { z } from "zod";
import { addressFor, idempotencyHeader, properties } from "./base-address.ts";
import { httpAuth } from "./http-auth.ts";
import { failureOf, isIdempotent, isReading, repeatableLoss } from "./http-failure.ts";
import { withoutSecrets } from "./own-secret.ts";
import { bodyKinds, bodyOf } from "./request-body.ts";

const scalar = z.union([z.string(), z.number(), z.boolean()]);
/** They belong to the connection itself: the client sets them. */
const ownHeaders: ReadonlySet<string> = new Set(
  "connection content-length expect host keep-alive te trailer transfer-encoding upgrade".split(" "),
);

const input = z.object({
  method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]).default("GET").meta({ title: "Method" }),
  url: z.string().trim().min(1).max(8000).meta({
    title: "Path or address",
    description: "A path below the connection's base address, or a whole address.",
  }),
  query: z.record(z.string(), scalar.nullable()).optional().meta({
    title: "Query",
    description: "Parameters added to the address.",
  }),
  headers: z.record(z.string(), scalar).optional().meta({ title: "Headers" }),
  bodyKind: z.enum(bodyKinds).default("json").meta({ title: "Body is sent as" }),
  body: z.unknown().optional().meta({
    title: "Body",
    description: "For JSON a value or JSON text; for a form an object of names and values.",
  }),
  timeout: z.number().min(1).max(120).default(30).meta({ title: "Longest wait", description: "In seconds." }),
  idempotencyHeader: idempotencyHeader.meta({
    title: "Header for the mark of a call",
    description: "Of calls that change something: the connection's, or Idempotency-Key. Leave it empty for none.",
  }),
  successStatuses: z.array(z.number().int().min(300).max(599)).default([]).meta({
    title: "Also a success",
    description: "Statuses of 300 and above that are no error, as 404 where something may be missing.",
  }),
});

const output = z.object({
  status: z.number().int().meta({ title: "Status" }),
  headers: z.record(z.string(), z.string()).meta({ title: "Headers", description: "Names in small letters." }),
  body: z.unknown().meta({ title: "Body", description: "A value when it is JSON, else text." }),
});

/**
 * Makes one HTTP request. What changes something carries an `Idempotency-Key`, the same for every attempt of the step, by
 * which the other side can know a repeated call; not all do, so that only the methods that HTTP itself lets be repeated are
 * `safe`.
 */
export const request = defineAction({
  title: "Make a request",
  description: "Sends an HTTP request and takes its answer.",
  input,
  output,
  repeat: "unsafe",
  repeatOf: ({ method }) => (isIdempotent(method) ? "safe" : "unsafe"),
  async call(context, wanted) {
    const hasCredentials = (context.credentials.auth ?? "none") !== "none";
    const bare = requestOf(context, wanted, hasCredentials);
    const authorized = authorize(bare, httpAuth, context.credentials);
    const response = await context.http.request(authorized).catch((error: unknown) => {
      throw repeatableLoss(bare.method, error);
    });
    const failure = failureOf(bare, response, { successes: wanted.successStatuses, hasCredentials });
    if (failure !== null) throw failure;
    const { status, headers, body } = response;
    return withoutSecrets({ status, headers, body }, authorized.secrets ?? []);
  },
});

function requestOf(context: ActionContext, wanted: z.output<typeof input>, hasCredentials: boolean): HttpRequest {
  const { baseUrl, idempotencyHeader } = properties.parse(context.properties);
  const url = addressFor(wanted.url, baseUrl, hasCredentials);
  for (const [name, value] of Object.entries(wanted.query ?? {})) {
    if (value !== null) url.searchParams.set(name, String(value));
  }
  const body = bodyOf(wanted.bodyKind, wanted.body);
  const reads = isReading(wanted.method);
  const mark = (wanted.idempotencyHeader ?? idempotencyHeader ?? "idempotency-key").toLowerCase();
  if (reads && Object.keys(body).length > 0) {
    throw new ConnectorError("body_invalid", {
      message: `${wanted.method} takes no body. Leave the body empty, or choose another method.`,
      kind: "terminal",
    });
  }
  return {
    method: wanted.method,
    url: url.href,
    headers: { ...(reads || mark === "" ? {} : { [mark]: context.stepRunId }), ...headersOf(wanted.headers ?? {}) },
    ...body,
    timeoutMs: Math.round(wanted.timeout * 1000),
  };
}

function headersOf(wanted: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(wanted)) {
    const known = name.trim().toLowerCase();
    if (ownHeaders.has(known)) {
      throw new ConnectorError("header_not_allowed", {
        message: `The header ${known} is set with the request itself. Leave it out.`,
        kind: "terminal",
      });
    }
    headers[known] = String(value);
  }
  return headers;
}
