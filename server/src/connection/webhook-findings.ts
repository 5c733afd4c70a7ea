import type { Finding } from "@velodrome/contract";
import { finding, inWords } from "./finding-order.ts";
import { missingFields } from "./needed-fields.ts";
import { isOurWebhook } from "./setup-urls.ts";
import { nothingStands, type Rejection, type SetupFacts } from "./setup-facts.ts";

const partner = { mender: "partner" } as const;

/** What keeps events from coming, at the level of the application: its address, its fields, its signatures. */
export function findWebhookTrouble(facts: SetupFacts): Finding[] {
  if (facts.connector.webhooks === null) return [];
  return [...reachability(facts), ...rejectionFindings(facts), ...registrationFindings(facts)];
}

function reachability({ unreachable, publicUrl, connector }: SetupFacts): Finding[] {
  if (!unreachable) return [];
  const message = `${connector.title} cannot reach ${publicUrl}. Set a public Service Domain.`;
  return [finding("error", "address_local", message, { ...partner, act: "open-settings", details: { publicUrl } })];
}

function rejectionFindings({ rejections, connector }: SetupFacts): Finding[] {
  return rejections.flatMap((rejection): Finding[] => {
    const { reason, since, recent, lastAt } = rejection;
    // A forged privacy callback keeps no event from coming, and there is nothing to mend: it is only counted.
    if (since === null || recent === 0 || reason === "wrong_privacy_signature") return [];
    const details = { count: recent, since: since.toISOString(), lastAt: lastAt.toISOString() };
    return [{ ...rejectionFinding({ reason, recent }, since, connector.title), details }];
  });
}

function rejectionFinding(
  { reason, recent }: { reason: Exclude<Rejection["reason"], "wrong_privacy_signature">; recent: number },
  since: Date,
  title: string,
): Finding {
  const requests = `${recent} ${recent === 1 ? "request" : "requests"}`;
  const from = inWords(since);
  switch (reason) {
    case "wrong_signature":
      return finding(
        "error",
        "signatures_failing",
        `${requests} with a wrong signature since ${from}: the Client Secret is not that of the sending app.`,
        { ...partner, act: "change-secret" },
      );
    case "no_signature":
      return finding(
        "warning",
        "signatures_missing",
        `${requests} without a signature since ${from}: something else than ${title} calls the address, or a proxy drops the header.`,
        partner,
      );
    case "wrong_verify_token":
      return finding(
        "warning",
        "verify_token_wrong",
        `${requests} to verify the address with a wrong Verify Token since ${from}. Enter the token of this Setup, or let it be registered from here.`,
        { ...partner, act: "register-webhook" },
      );
    case "wrong_mode":
      return finding(
        "info",
        "handshake_incomplete",
        `${requests} since ${from} that are no verification: somebody opened the address in a browser, perhaps.`,
        partner,
      );
  }
}

/** Where the application sends its events, as last seen. Nothing is said before the first look. */
function registrationFindings(facts: SetupFacts): Finding[] {
  const { setup, webhookUrl, connector, needed } = facts;
  const { registration } = setup;
  const act = { ...partner, act: "register-webhook" } as const;
  if (registration === null) return [];
  if (nothingStands(setup)) {
    const message = `No callback URL stands at ${connector.title} for this app, so no event comes. Register ours.`;
    return [finding("error", "webhook_not_registered", message, act)];
  }
  if (registration.url === "") return [];
  if (registration.url !== webhookUrl) {
    const moved = isOurWebhook(registration.url, setup);
    const message = moved
      ? `${connector.title} still sends to ${registration.url}, the address under a former Service Domain. Register the new one.`
      : `${connector.title} sends this app's events to ${registration.url} and not here. Registering ours replaces it.`;
    const code = moved ? "webhook_moved" : "webhook_foreign";
    return [finding("error", code, message, { ...act, details: { url: registration.url } })];
  }
  const missing = missingFields(needed, registration.fields);
  return [
    ...(registration.active
      ? []
      : [
          finding(
            "error",
            "webhook_inactive",
            `${connector.title} has switched the callback URL off. Register it again.`,
            act,
          ),
        ]),
    ...(missing.length === 0
      ? []
      : [
          finding("warning", "fields_missing", `The app does not send all that is needed: ${missing.join(", ")}.`, {
            ...act,
            details: { fields: missing },
          }),
        ]),
  ];
}
