import type { Finding } from "@velodrome/contract";
import { finding, inWords, isTrouble, worstFirst } from "../finding-order.ts";
import { missingFields } from "../needed-fields.ts";
import { developmentFindings, findVersionEnd } from "../setup-findings.ts";
import { findWebhookTrouble } from "../webhook-findings.ts";
import type { ConnectionFacts } from "./connection-facts.ts";
import { findPauses } from "./pause-findings.ts";
import { findTokenTrouble } from "./token-findings.ts";

/** Of a Setup's troubles those that a handshake leaves behind say nothing about one Page. */
const ofHandshakes: ReadonlySet<string> = new Set(["verify_token_wrong", "handshake_incomplete"]);

/** What the doctor finds at a connection, the worst first; `ok` when nothing is wrong. */
export function findConnectionTrouble(facts: ConnectionFacts): Finding[] {
  const found = worstFirst([
    ...statusFindings(facts),
    ...findTokenTrouble(facts),
    ...subscriptionFindings(facts),
    ...setupFindings(facts),
    ...findPauses(facts),
    ...sendFindings(facts),
    ...eventFindings(facts),
  ]);
  return found.some(isTrouble) ? found : [...found, finding("ok", "ok", "Nothing is wrong.")];
}

function statusFindings({ record, title }: ConnectionFacts): Finding[] {
  const account = { mender: "account" } as const;
  const why = record.reason === null ? "" : ` ${record.reason.message}`;
  const details = record.reason === null ? {} : { reason: record.reason.code };
  switch (record.status) {
    case "authenticated":
      return [];
    case "new":
      return [
        finding("warning", "not_connected", `Nobody has signed in yet.${why}`, {
          ...account,
          act: "reauthenticate",
          details,
        }),
      ];
    case "page_required":
      return [
        finding("warning", "page_required", "Somebody has signed in, but no Page is chosen yet.", {
          ...account,
          act: "choose-page",
        }),
      ];
    case "needs_reauthentication": {
      const message = `${title} no longer accepts the token: events are still kept, but nothing is sent.${why}`;
      return [finding("error", "needs_reauthentication", message, { ...account, act: "reauthenticate", details })];
    }
    case "disabled":
      return [
        finding("warning", "disabled", "The connection is switched off: what comes is dropped.", { mender: "partner" }),
      ];
  }
}

/** At the Page's own level; the application's is the Setup's. */
function subscriptionFindings({ record, check, needed, title }: ConnectionFacts): Finding[] {
  if (record.status !== "authenticated" || record.externalId === null) return [];
  const act = { mender: "partner", act: "resubscribe" } as const;
  const { subscription, subscriptionFailure } = check;
  if (subscriptionFailure !== null) {
    const { code, message } = subscriptionFailure;
    const words = `${title} could not be asked what it sends of this Page: ${message}`;
    return [
      finding("warning", "subscription_not_checked", words, {
        mender: "meta",
        act: "resubscribe",
        details: { reason: code },
      }),
    ];
  }
  if (subscription === null) return [];
  if (subscription.fields === null) {
    return [finding("error", "page_not_subscribed", "The Page is not subscribed, so its events do not come.", act)];
  }
  const missing = missingFields(needed, subscription.fields);
  if (missing.length === 0) return [];
  const message = `The Page does not send all that is needed: ${missing.join(", ")}.`;
  return [finding("warning", "page_fields_missing", message, { ...act, details: { fields: missing } })];
}

function setupFindings({ setup, record }: ConnectionFacts): Finding[] {
  if (setup === null || record.status === "new" || record.status === "page_required") return [];
  return [
    ...findWebhookTrouble(setup).filter(({ code }) => !ofHandshakes.has(code)),
    ...findVersionEnd(setup),
    ...developmentFindings(setup).filter(({ severity }) => severity === "info"),
  ];
}

/** The code of a call that was not made because nobody had signed in. */
const notMade = "connection_not_authenticated";

function sendFindings({ lastCall, setup }: ConnectionFacts): Finding[] {
  const error = lastCall?.error;
  if (!lastCall || !error) return [];
  // What its status says already, or what signing in again has mended since.
  if (error.code === notMade) return [];
  const details = { reason: error.code, at: lastCall.at.toISOString() };
  if (error.code === "app_not_live") {
    const live = setup?.setup.live === true;
    const message = live
      ? "The last reply was refused: the person has no role in the app, and its permission to write to everybody is not approved yet."
      : "The last reply was refused: the app is in development, so that only people with a role in it can be written to.";
    return [finding("error", "app_not_live", message, { mender: "partner", act: "open-checklist", details })];
  }
  const message = `The last call failed (${inWords(lastCall.at)}): ${error.message}`;
  return [finding("warning", "last_send_failed", message, { details })];
}

function eventFindings({ record, lastEventAt, setup }: ConnectionFacts): Finding[] {
  if (record.status !== "authenticated" || lastEventAt !== null || !setup?.connector.webhooks) return [];
  return [finding("info", "no_event_yet", "Nothing has come from this Page yet. Write to it.", { mender: "account" })];
}
