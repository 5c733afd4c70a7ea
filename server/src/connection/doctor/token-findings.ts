import type { Finding } from "@velodrome/contract";
import type { TokenFacts } from "@velodrome/kit";
import { dayOf, finding } from "../finding-order.ts";
import type { ConnectionFacts } from "./connection-facts.ts";

const signIn = { mender: "account", act: "reauthenticate" } as const;
/** So long before its end an expiry is worth a warning. */
const expiryNoticeMs = 14 * 86_400_000;

/** What the application says of the connection's token. */
export function findTokenTrouble(facts: ConnectionFacts): Finding[] {
  const { check, record, title } = facts;
  // Its status says it already.
  if (record.status !== "authenticated") return [];
  if (check.token === null) {
    if (check.tokenFailure === null) return [];
    const { code, message } = check.tokenFailure;
    const details = { reason: code };
    return [
      finding("info", "token_not_checked", `${title} could not be asked about the token: ${message}`, {
        mender: "meta",
        details,
      }),
    ];
  }
  const token = check.token.facts;
  if (!token.valid) return [invalid(token, title)];
  return [...belonging(facts, token), ...missingPermissions(facts, token), ...ends(facts, token)];
}

function invalid({ fault }: TokenFacts, title: string): Finding {
  const message = fault?.message ?? `${title} no longer accepts the token. Sign in again.`;
  return finding("error", "token_invalid", message, { ...signIn, details: { reason: fault?.code ?? null } });
}

function belonging({ setup, record, title }: ConnectionFacts, { clientId, externalId }: TokenFacts): Finding[] {
  const findings: Finding[] = [];
  if (setup !== null && clientId !== null && clientId !== setup.setup.clientId) {
    const message = `The token was made for the app ${clientId} and not for this Setup's. Sign in again.`;
    findings.push(finding("error", "token_of_other_app", message, { ...signIn, details: { app: clientId } }));
  }
  if (externalId !== null && externalId !== record.externalId) {
    const message = `The token is of the Page ${externalId} and not of this one. Sign in again at ${title}.`;
    findings.push(finding("error", "token_of_other_page", message, { ...signIn, details: { page: externalId } }));
  }
  return findings;
}

function missingPermissions({ permissions }: ConnectionFacts, token: TokenFacts): Finding[] {
  const missing = (permissions ?? []).filter((scope) => !token.scopes.includes(scope));
  if (missing.length === 0) return [];
  const message = `Not all permissions were granted: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing. Sign in again and leave everything ticked.`;
  return [finding("error", "permissions_missing", message, { ...signIn, details: { permissions: missing } })];
}

function ends({ now }: ConnectionFacts, { expiresAt, dataAccessExpiresAt }: TokenFacts): Finding[] {
  const findings: Finding[] = [];
  if (expiresAt !== null && expiresAt - now <= expiryNoticeMs) {
    const message = `The token ends on ${dayOf(expiresAt)}. Sign in again before that.`;
    findings.push(finding("warning", "token_ending", message, { ...signIn, details: { until: dayOf(expiresAt) } }));
  }
  if (dataAccessExpiresAt === null || dataAccessExpiresAt - now > expiryNoticeMs) return findings;
  const day = dayOf(dataAccessExpiresAt);
  const details = { until: day };
  const over = dataAccessExpiresAt <= now;
  const data = over
    ? finding("error", "data_access_ended", `Access to data ended on ${day}. Sign in again to renew it.`, {
        ...signIn,
        details,
      })
    : finding("warning", "data_access_ending", `Access to data ends on ${day}. Sign in again to renew it.`, {
        ...signIn,
        details,
      });
  return [...findings, data];
}
