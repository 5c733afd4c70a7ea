import type { Finding } from "@velodrome/contract";
import { clearNotice, raiseNotice } from "../account/notices.ts";
import type { SetupActDeps } from "./setup-application.ts";
import { gatherSetupFacts } from "./setup-facts.ts";
import { findSetupTrouble } from "./setup-findings.ts";
import { readSetup } from "./setup-store.ts";

/** Findings that keep events from coming, or will, without anybody having touched anything here. */
const drifts: ReadonlySet<string> = new Set([
  "webhook_not_registered",
  "webhook_moved",
  "webhook_foreign",
  "webhook_inactive",
  "fields_missing",
  "pages_unsubscribed",
  "page_fields_missing",
  "resubscribe_needed",
  "version_ending",
  "version_ended",
]);

/** Tells the worst drift of a Setup that somebody relies on, or that it is mended. */
export async function tellOfDrift(deps: SetupActDeps, setupId: string): Promise<void> {
  const key = `drift:${setupId}`;
  const setup = await readSetup(deps.database.engine, setupId);
  if (setup === null) return;
  const facts = await gatherSetupFacts(deps, setup);
  const worst = findSetupTrouble(facts).find(({ code }) => drifts.has(code));
  if (worst === undefined || facts.pages.length === 0) return clearNotice(deps, key);
  await raiseNotice(deps, { ...aboutSetup(setup), ...wordsOf(worst, setup.name), key });
}

const wordsOf = ({ code, severity, message, act }: Finding, name: string) => ({
  code,
  severity: severity === "error" ? ("error" as const) : ("warning" as const),
  message: `${name}: ${message}`,
  act,
});

/** What a notice is about. */
export const aboutSetup = ({ id, connector }: { id: string; connector: string }) => ({
  accountId: null,
  connectionId: null,
  setupId: id,
  connector,
});
