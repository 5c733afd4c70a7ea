import { type RejectionReason, rejectionReasons } from "@velodrome/contract";
import type { Connector } from "@velodrome/kit";
import { listPageStates } from "./connection-check-store.ts";
import { readDomainChangedAt } from "./domain-change.ts";
import { neededFields, neededFieldsOf } from "./needed-fields.ts";
import { isSandbox, type SetupActDeps } from "./setup-application.ts";
import { readLastEventAt, readSetupCounts, type SetupCount } from "./setup-count-store.ts";
import { readSetupTwins } from "./setup-twin-store.ts";
import type { SetupRecord } from "./setup-store.ts";
import { setupUrls } from "./setup-urls.ts";
import { findConnector } from "./setups.ts";

export interface Rejection extends SetupCount {
  reason: RejectionReason;
}

/** A Page of the Setup as it was last seen. */
export interface PageFacts {
  externalId: string;
  name: string | null;
  /** `unknown` until the application was asked. */
  state: "subscribed" | "fields_missing" | "unsubscribed" | "unknown";
}

/** All that is known of a Setup, gathered once: the checklist and the findings are made of it. */
export interface SetupFacts {
  now: number;
  connector: Connector;
  setup: SetupRecord;
  webhookUrl: string;
  publicUrl: string;
  /** Whether the application cannot reach the Service Domain. */
  unreachable: boolean;
  /** Whether its application is a stand-in on this machine. */
  sandbox: boolean;
  /** Fields that it must send. */
  needed: readonly string[];
  counts: readonly SetupCount[];
  rejections: readonly Rejection[];
  lastEventAt: Date | null;
  pages: readonly PageFacts[];
  /** Other Setups of the same application. */
  twins: readonly { id: string; name: string }[];
  /** When somebody first came back from its sign-in to where the installation is now; null: nobody has. */
  signedInAt: Date | null;
}

/** Whether nothing stood at the application when it was looked; a look from before the address was verified says nothing. */
export function nothingStands({ registration, verifiedAt }: Pick<SetupRecord, "registration" | "verifiedAt">): boolean {
  if (registration?.url !== "") return false;
  return verifiedAt === null || Date.parse(registration.seenAt) > verifiedAt.getTime();
}

const isRejection = (count: SetupCount): count is Rejection =>
  (rejectionReasons as readonly string[]).includes(count.reason);

export async function gatherSetupFacts(deps: SetupActDeps, setup: SetupRecord): Promise<SetupFacts> {
  const { engine } = deps.database;
  const connector = findConnector(deps.connectors, setup.connector);
  const [publicUrl, local, counts, lastEventAt, heard, states, twins, domainSince] = await Promise.all([
    deps.publicUrl(),
    deps.isLocal(),
    readSetupCounts(engine, setup.id),
    readLastEventAt(engine, setup.id),
    deps.usage.methodsHeard(setup.id),
    listPageStates(engine, setup.id),
    connector.application === null ? [] : readSetupTwins(engine, setup),
    readDomainChangedAt(deps.database),
  ]);
  const sandbox = isSandbox(setup);
  return {
    now: deps.clock.now(),
    connector,
    setup,
    webhookUrl: setupUrls(publicUrl, setup).webhookUrl,
    publicUrl,
    unreachable: local && !sandbox,
    sandbox,
    needed: neededFields(connector, heard),
    counts,
    rejections: counts.filter(isRejection),
    lastEventAt,
    pages: states.map(({ externalId, name, fields }) => ({
      externalId,
      name,
      state: stateOf(fields, neededFieldsOf(connector, heard, externalId)),
    })),
    twins,
    signedInAt: signedInSince(setup, domainSince),
  };
}

/** A sign-in that came back to a former Service Domain says nothing about the present one. */
const signedInSince = ({ signedInAt }: SetupRecord, since: Date | null): Date | null =>
  signedInAt !== null && (since === null || signedInAt >= since) ? signedInAt : null;

function stateOf(fields: readonly string[] | null | undefined, needed: readonly string[]): PageFacts["state"] {
  if (fields === undefined) return "unknown";
  if (fields === null) return "unsubscribed";
  return needed.every((field) => fields.includes(field)) ? "subscribed" : "fields_missing";
}
