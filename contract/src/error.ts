import { z } from "zod";

/** Every code the API can answer. `server/src/http/error.ts` gives each its HTTP status. */
export const errorCodes = [
  "invalid_request",
  "unauthenticated",
  "forbidden",
  "not_found",
  "account_not_found",
  "connection_not_found",
  "connector_not_found",
  "cycle_not_found",
  "event_not_found",
  "method_not_found",
  "run_not_found",
  "setup_not_found",
  "step_not_found",
  "external_id_taken",
  "revision_stale",
  "cycle_not_ready",
  "cycle_not_running",
  "run_not_finished",
  "run_finished",
  "run_not_failed",
  "confirmation_required",
  "step_gone",
  "too_many_events",
  "setup_in_use",
  "setup_required",
  "page_in_use",
  "page_not_granted",
  "sign_in_required",
  "disk_full",
  "lookup_not_found",
  "notice_not_found",
  "erasure_not_found",
  "operation_not_found",
  "variable_not_found",
  "operation_finished",
  "foreign_webhook",
  "webhook_refused",
  "return_url_refused",
  "not_reachable",
  "client_id_fixed",
  "mail_failed",
  "credentials_rejected",
  "application_refused",
  "payload_too_large",
  "rate_limited",
  "unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** What every answer other than 2xx carries. `message` says what to do. */
export const errorBody = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
});
export type ErrorBody = z.infer<typeof errorBody>;
