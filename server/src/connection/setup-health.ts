import { type RejectionReason, rejectionReasons, type SetupHealth } from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import { readLastEventAt, readSetupCounts } from "./setup-count-store.ts";
import { findSetup, type SetupDeps } from "./setups.ts";

const isRejection = (reason: string): reason is RejectionReason =>
  (rejectionReasons as readonly string[]).includes(reason);

/** What has reached this Setup's webhook address, and what was turned away there. */
export async function readSetupHealth(
  deps: Pick<SetupDeps, "database" | "connectors">,
  connector: string,
  id: string,
): Promise<SetupHealth> {
  const setup = await findSetup(deps, connector, id);
  const { engine } = deps.database;
  const [counts, lastEventAt] = await Promise.all([
    readSetupCounts(engine, setup.id),
    readLastEventAt(engine, setup.id),
  ]);
  return {
    checklist: [],
    findings: [],
    registration: null,
    rejections: counts.flatMap(({ reason, count, lastAt }) =>
      isRejection(reason) ? [{ reason, count, lastAt: lastAt.toISOString(), since: null, recent: 0 }] : [],
    ),
    verifiedBy: setup.verifiedBy === null ? null : toWire("connection", setup.verifiedBy),
    dropped: counts.find(({ reason }) => reason === "page_disconnected")?.count ?? 0,
    verifiedAt: setup.verifiedAt?.toISOString() ?? null,
    lastEventAt: lastEventAt?.toISOString() ?? null,
    duplicates: counts.find(({ reason }) => reason === "duplicate")?.count ?? 0,
  };
}
