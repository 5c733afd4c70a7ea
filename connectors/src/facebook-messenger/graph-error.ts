import { ConnectorError, type ConnectorErrorData, type FailureKind, type HttpResponse } from "@velodrome/kit";
import { asFields, type Fields } from "./field.ts";
import { type GraphErrorRule, graphErrorRules } from "./graph-error-rules.ts";
import { retryAfterOf } from "./retry-after.ts";

/** The error a reply carries, or null. Meta has been seen to answer 200 with an `error` in the body. */
export function graphErrorOf(response: HttpResponse): ConnectorError | null {
  const error = asFields(asFields(response.body)?.error);
  if (error !== null) return fromEnvelope(error, response);
  return response.status >= 200 && response.status < 300 ? null : fromStatus(response);
}

function fromEnvelope(error: Fields, response: HttpResponse): ConnectorError {
  const code = asNumber(error.code);
  const subcode = asNumber(error.error_subcode);
  const rule = ruleFor(code, subcode);
  const kind = rule?.kind ?? kindOfUnknown(error, response.status);
  return new ConnectorError(rule?.is ?? "graph_error", {
    ...data(rule?.message ?? messageOfUnknown(kind, code), kind, retryAfterOf(response.headers)),
    reauthenticate: rule?.reauthenticate ?? false,
    details: { status: response.status, ...described(error) },
  });
}

/** What an error of the Graph API means, where it is a fact to be told and not a call that failed (`debug_token`, the dialog). */
export function readGraphError(error: Fields): { code: string; message: string } {
  const rule = ruleFor(asNumber(error.code), asNumber(error.error_subcode));
  if (rule !== undefined) return { code: rule.is, message: rule.message };
  return { code: "graph_error", message: messageOfUnknown("terminal", asNumber(error.code)) };
}

/** By code and subcode; Meta prints some subcodes without their code, so those are looked for in both places. */
function ruleFor(code: number | null, subcode: number | null): GraphErrorRule | undefined {
  return (
    graphErrorRules.find((rule) => rule.subcode !== undefined && rule.subcode === subcode && matches(rule, code)) ??
    graphErrorRules.find((rule) => rule.code === undefined && rule.subcode === code) ??
    graphErrorRules.find((rule) => rule.subcode === undefined && rule.code === code)
  );
}

function matches(rule: GraphErrorRule, code: number | null): boolean {
  return rule.code === undefined || rule.code === code;
}

function kindOfUnknown(error: Fields, status: number): FailureKind {
  if (error.is_transient === true || status === 429) return "retryable";
  return status >= 500 ? "uncertain" : "terminal";
}

function messageOfUnknown(kind: FailureKind, code: number | null): string {
  const what = `Facebook refused the call with error ${code ?? "of no number"}, which is not known here.`;
  if (kind === "retryable") return `${what} It says that trying again may help.`;
  if (kind === "uncertain") return `${what} The call may have happened: look at the conversation before repeating it.`;
  return `${what} Read its details and Meta's list of error codes.`;
}

/** No envelope of Graph's: something between us and it answered, or it broke down. */
function fromStatus(response: HttpResponse): ConnectorError {
  const { status } = response;
  const details = { status };
  const after = retryAfterOf(response.headers);
  if (status === 429) {
    const message = "Facebook takes no more calls for now. It is tried again later.";
    return new ConnectorError("rate_limited", { ...data(message, "retryable", after), details });
  }
  if (status >= 500) {
    const message = `Facebook answered ${status} and did not say whether the call happened. Look at the conversation before repeating it.`;
    return new ConnectorError("server_error", { ...data(message, "uncertain", after), details });
  }
  const message = `The address that should be the Graph API answered ${status} in a form that is not Graph's. Check the Setup's Graph address and version.`;
  return new ConnectorError("not_graph", { ...data(message, "terminal", null), details });
}

function data(message: string, kind: FailureKind, retryAfterMs: number | null): ConnectorErrorData {
  return kind === "retryable" && retryAfterMs !== null ? { message, kind, retryAfterMs } : { message, kind };
}

const told = [
  "code",
  "error_subcode",
  "is_transient",
  "type",
  "message",
  "error_user_title",
  "error_user_msg",
  "fbtrace_id",
] as const;

function described(error: Fields): Record<string, unknown> {
  const details: Record<string, unknown> = {};
  for (const key of told) if (error[key] !== undefined) details[key] = error[key];
  return details;
}

function asNumber(value: unknown): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : null;
}
