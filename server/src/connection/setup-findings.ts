import type { Finding } from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import { versionEnd } from "./api-version.ts";
import { dayOf, finding, worstFirst } from "./finding-order.ts";
import type { SetupFacts } from "./setup-facts.ts";
import { findWebhookTrouble } from "./webhook-findings.ts";

const partner = { mender: "partner" } as const;
const dayMs = 86_400_000;
/** From so many days before its end a version is worth a warning. */
const versionNoticeMs = 90 * dayMs;

/** Drift and troubles of a Setup, the worst first. */
export function findSetupTrouble(facts: SetupFacts): Finding[] {
  // It is no application itself: those that connections brought have their own.
  if (facts.setup.ownApps) return findVersionEnd(facts);
  return worstFirst([
    ...pairFindings(facts),
    ...twinFindings(facts),
    ...findWebhookTrouble(facts),
    ...pageFindings(facts),
    ...findVersionEnd(facts),
    ...lookFindings(facts),
    ...developmentFindings(facts),
  ]);
}

function pairFindings({ setup, connector }: SetupFacts): Finding[] {
  const { checkFailure, checkedAt } = setup;
  if (connector.application === null) return [];
  if (checkFailure !== null && checkFailure.field !== null) {
    const code = checkFailure.field === "clientId" ? "client_id_wrong" : "client_secret_wrong";
    const details = { field: checkFailure.field, reason: checkFailure.code };
    return [finding("error", code, checkFailure.message, { ...partner, act: "change-secret", details })];
  }
  if (checkedAt !== null) return [];
  const why = checkFailure === null ? "" : ` ${checkFailure.message}`;
  const message = `Client ID and Client Secret are not checked yet.${why}`;
  return [finding("info", "setup_not_checked", message, { ...partner, act: "check-setup" })];
}

/** No refusal: while one Setup takes the place of another, both stand for a while. */
function twinFindings({ twins }: SetupFacts): Finding[] {
  const [first] = twins;
  if (first === undefined) return [];
  const which = twins.length === 1 ? `The Setup "${first.name}" has` : `${twins.length} other Setups have`;
  const message = `${which} the same Client ID. One app has one callback URL, so events come to only one of the ${twins.length === 1 ? "two" : twins.length + 1}.`;
  const details = { setups: twins.map(({ id, name }) => ({ id: toWire("setup", id), name })) };
  return [finding("warning", "client_id_twice", message, { ...partner, details })];
}

function pageFindings({ pages, setup, rejections, connector }: SetupFacts): Finding[] {
  const lost = pages.filter(({ state }) => state === "unsubscribed");
  const less = pages.filter(({ state }) => state === "fields_missing");
  const failing = rejections.some(({ reason, since }) => reason === "wrong_signature" && since !== null);
  const act = { ...partner, act: "resubscribe-all" } as const;
  const named = (some: typeof pages) => ({
    details: { pages: some.map(({ externalId, name }) => ({ id: externalId, name })) },
  });
  const all = pages.length === 1 ? "the Page" : `all ${pages.length} Pages`;
  return [
    ...(setup.resubscribeSince !== null && !failing && pages.length > 0
      ? [
          finding(
            "warning",
            "resubscribe_needed",
            `Requests were turned away for a while and ${connector.title} may have given up Pages. Re-subscribe ${all}.`,
            { ...act, details: { since: setup.resubscribeSince.toISOString(), pages: pages.length } },
          ),
        ]
      : []),
    ...(lost.length > 0
      ? [
          finding(
            "error",
            "pages_unsubscribed",
            `${countOf(lost.length)} no longer subscribed, so ${lost.length === 1 ? "its" : "their"} events do not come.`,
            { ...act, ...named(lost) },
          ),
        ]
      : []),
    ...(less.length > 0
      ? [
          finding("warning", "page_fields_missing", `${countOf(less.length)} subscribed to less than is needed.`, {
            ...act,
            ...named(less),
          }),
        ]
      : []),
  ];
}

const countOf = (pages: number): string => (pages === 1 ? "1 Page is" : `${pages} Pages are`);

/** Whether the version of the API that this Setup names ends, or has ended. */
export function findVersionEnd({ connector, setup, now }: SetupFacts): Finding[] {
  const end = versionEnd(connector, setup.graphVersion);
  if (end === null || end - now > versionNoticeMs) return [];
  const act = { ...partner, act: "change-version" } as const;
  const { graphVersion } = setup;
  const details = { version: graphVersion, until: end === 0 ? null : dayOf(end) };
  if (end > now) {
    const message = `${connector.title} serves version ${graphVersion} until ${dayOf(end)} only. Choose a newer one.`;
    return [finding("warning", "version_ending", message, { ...act, details })];
  }
  const message = `${connector.title} no longer serves version ${graphVersion}: it answers with another one, which may differ. Choose a newer one.`;
  return [finding("error", "version_ended", message, { ...act, details })];
}

function lookFindings({ setup, connector }: SetupFacts): Finding[] {
  if (setup.lookFailure === null) return [];
  const { code, message } = setup.lookFailure;
  return [
    finding("warning", "look_failed", `${connector.title} could not be asked what is registered there: ${message}`, {
      mender: "meta",
      act: "check-setup",
      details: { reason: code },
    }),
  ];
}

/** Before an app is live, only people with a role in it are heard and answered. */
export function developmentFindings({ setup, connector, sandbox, lastEventAt, pages, now }: SetupFacts): Finding[] {
  if (setup.live || sandbox || connector.application === null) return [];
  const act = { ...partner, act: "open-checklist" } as const;
  const silence = now - Math.max(lastEventAt?.getTime() ?? 0, setup.verifiedAt?.getTime() ?? now);
  const subscribed = pages.some(({ state }) => state === "subscribed");
  if (subscribed && silence >= dayMs) {
    const message =
      "The address is verified and a Page is subscribed, but nothing has come for 24 hours. While the app is in development only what people with a role in it write is sent.";
    return [finding("warning", "silent_in_development", message, act)];
  }
  const message = "The app is in development: people with a role in it can write to the Page, others cannot.";
  return [finding("info", "app_in_development", message, act)];
}
