import type { ServerResponse } from "node:http";
import type { ErrorBody, ErrorCode } from "@velodrome/contract";
import { hasZodFastifySchemaValidationErrors, type ZodFastifySchemaValidationError } from "fastify-type-provider-zod";
import type { z } from "zod";
import { AppError } from "../base/app-error.ts";
import { closestIssues } from "../base/schema-issue.ts";
import type { Api } from "./api.ts";
import { isDatabaseTrouble, isDiskFull } from "../db/database-trouble.ts";
import { isUnholdable } from "../db/row-fault.ts";

/** The only place that knows statuses. */
const statuses: Readonly<Record<ErrorCode, number>> = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  account_not_found: 404,
  connection_not_found: 404,
  connector_not_found: 404,
  cycle_not_found: 404,
  event_not_found: 404,
  method_not_found: 404,
  run_not_found: 404,
  setup_not_found: 404,
  step_not_found: 404,
  external_id_taken: 409,
  revision_stale: 409,
  cycle_not_ready: 409,
  cycle_not_running: 409,
  run_not_finished: 409,
  run_finished: 409,
  run_not_failed: 409,
  confirmation_required: 409,
  step_gone: 409,
  too_many_events: 409,
  setup_in_use: 409,
  setup_required: 409,
  page_in_use: 409,
  page_not_granted: 409,
  sign_in_required: 409,
  foreign_webhook: 409,
  not_reachable: 409,
  client_id_fixed: 409,
  lookup_not_found: 404,
  notice_not_found: 404,
  erasure_not_found: 404,
  operation_not_found: 404,
  variable_not_found: 404,
  operation_finished: 409,
  credentials_rejected: 422,
  application_refused: 422,
  webhook_refused: 422,
  return_url_refused: 422,
  mail_failed: 422,
  payload_too_large: 413,
  rate_limited: 429,
  unavailable: 503,
  disk_full: 503,
  internal: 500,
};

interface Answer {
  readonly status: number;
  readonly body: ErrorBody;
}

/**
 * What a caller is told. `reference` finds the log line of an error whose inside is nobody's business; `bodyLimit` is
 * how many bytes the address takes, where one was met.
 */
export function answerTo(error: unknown, reference: string, bodyLimit: number | null = null): Answer {
  if (error instanceof AppError) {
    return answer(error.code, error.message, error.details);
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    return answerToValidation(error.validation, error.validationContext ?? "body");
  }
  if (isUnholdable(error)) {
    return answer(
      "invalid_request",
      "The request has a value that cannot be kept: a NUL character, half of a surrogate pair, or an impossible date.",
    );
  }
  if (isDiskFull(error)) {
    return answer("disk_full", "The database's disk is full: make room on it, and try again.", { reference });
  }
  if (isDatabaseTrouble(error)) {
    return answer("unavailable", "The database does not answer right now: try again in a moment.", { reference });
  }
  return (
    answerToFramework(error, bodyLimit) ??
    answer("internal", `Something failed inside Velodrome. Its log has the cause under the reference ${reference}.`, {
      reference,
    })
  );
}

function answer(code: ErrorCode, message: string, details: Record<string, unknown> = {}, status = statuses[code]) {
  return { status, body: { error: { code, message, details } } };
}

type Complaint = Pick<ZodFastifySchemaValidationError, "instancePath" | "keyword" | "message" | "params">;

/** As the schema said it, before it was taken apart for the framework. */
const issueOf = ({ instancePath, keyword, message = "is not valid", params }: Complaint): z.core.$ZodIssue =>
  ({ ...params, code: keyword, path: instancePath.split("/").filter(Boolean), message }) as z.core.$ZodIssue;

function answerToValidation(complaints: readonly Complaint[], context: string): Answer {
  const problems = closestIssues(complaints.map(issueOf)).map(({ path, message }) => ({
    path: path.join("."),
    message,
  }));
  const inWords = problems.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
  const place = context === "querystring" ? "query" : context === "params" ? "address" : context;
  return answer("invalid_request", `The ${place} is not valid. ${inWords}.`, { in: place, problems });
}

/** Fastify's own complaints about a request, by its code. */
function answerToFramework(error: unknown, bodyLimit: number | null): Answer | null {
  if (!(error instanceof Error) || !("statusCode" in error) || !("code" in error)) {
    return null;
  }
  const limit = bodyLimit === null ? "what" : `the ${Math.floor(bodyLimit / 1024)} KiB that`;
  switch (error.statusCode) {
    case 400:
      return answer("invalid_request", `The request could not be read: ${error.message}.`);
    // Of a file of the console that lies outside of it.
    case 403:
    case 404:
      return answer("not_found", "There is nothing at this address.");
    // The router's, of an address with a part that is longer than any of ours.
    case 414:
      return answer("not_found", "There is nothing at this address: a part of it is longer than any id or name is.");
    case 413:
      return answer("payload_too_large", `The body is larger than ${limit} this address takes: send less at once.`);
    case 415:
      return answer("invalid_request", "Send the body as JSON, with Content-Type: application/json.", {}, 415);
    case 503:
      return answer("unavailable", "Velodrome is shutting down: try again in a moment.");
    default:
      return null;
  }
}

/** Every error and every unknown address becomes the contract's error body. */
export function setErrorHandler(api: Api): void {
  api.setErrorHandler(async (error, request, reply) => {
    const { status, body } = answerTo(error, request.id, request.routeOptions.bodyLimit ?? null);
    if (status >= 500) {
      request.log.error({ err: error, reference: request.id }, body.error.message);
    }
    return reply.code(status).type("application/json; charset=utf-8").send(body);
  });
}

/** An address that cannot be decoded: it meets no route, and so no error handler. */
export function answerBadAddress(error: unknown, reference: string, response: ServerResponse): void {
  const { status, body } = answerTo(error, reference);
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}
