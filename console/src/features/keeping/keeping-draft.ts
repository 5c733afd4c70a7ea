import type { AccountRetention, Retention } from "@velodrome/contract";

/** What is kept for days of its own: ends of runs, and events. */
export type Outcome = keyof Retention;
export type Field = Outcome | "concurrency";

/** What one place has of its own; what it does not name is as around it. */
export interface Keeping {
  retention: AccountRetention;
  concurrency: number | null;
}

/** Where something is said that holds further in. */
export type Level = "installation" | "account";

export interface Inherited {
  value: number;
  from: Level;
}

/** What holds where a place says nothing. `concurrency` is null where no number limits it. */
export interface Around {
  retention: Readonly<Record<Outcome, Inherited>>;
  concurrency: Inherited | null;
}

/** As it is typed: empty where it is as around it. */
export type KeepingDraft = Record<Field, number | "">;

export const retentionOutcomes = ["succeeded", "failed", "cancelled", "events"] as const satisfies readonly Outcome[];
/** Events belong to accounts. */
export const cycleOutcomes = ["succeeded", "failed", "cancelled"] as const satisfies readonly Outcome[];

const limits = { days: 3650, runs: 1000 };
export const most = (field: Field): number => (field === "concurrency" ? limits.runs : limits.days);

export const draftOf = ({ retention, concurrency }: Keeping): KeepingDraft => ({
  succeeded: retention.succeeded ?? "",
  failed: retention.failed ?? "",
  cancelled: retention.cancelled ?? "",
  events: retention.events ?? "",
  concurrency: concurrency ?? "",
});

/** What is saved of it; only these outcomes are named. */
export function keepingOf(draft: KeepingDraft, outcomes: readonly Outcome[]): Keeping {
  const named = outcomes.flatMap((outcome) => (draft[outcome] === "" ? [] : [[outcome, draft[outcome]]]));
  return { retention: Object.fromEntries(named), concurrency: draft.concurrency === "" ? null : draft.concurrency };
}

/** Fields that cannot be saved as they are; where nothing is around, none may be empty. */
export const flawsOf = (draft: KeepingDraft, fields: readonly Field[], isOutermost: boolean): Field[] =>
  fields.filter((field) => {
    const value = draft[field];
    if (value === "") return isOutermost;
    return !Number.isInteger(value) || value < 1 || value > most(field);
  });

const inherit = (retention: Retention, from: Level): Around["retention"] => ({
  succeeded: { value: retention.succeeded, from },
  failed: { value: retention.failed, from },
  cancelled: { value: retention.cancelled, from },
  events: { value: retention.events, from },
});

/** What holds for an account that says nothing. The installation's number is each worker's, of all accounts together. */
export const aroundAccount = (installation: { retention: Retention }): Around => ({
  retention: inherit(installation.retention, "installation"),
  concurrency: null,
});

/** What holds for a cycle that says nothing: its account's own goes before the installation's. */
export function aroundCycle(installation: { retention: Retention }, account: Keeping): Around {
  const outer = aroundAccount(installation);
  const entries = retentionOutcomes.map((outcome) => {
    const own = account.retention[outcome];
    return [outcome, own === undefined ? outer.retention[outcome] : { value: own, from: "account" }] as const;
  });
  const { concurrency } = account;
  return {
    retention: Object.fromEntries(entries) as Around["retention"],
    concurrency: concurrency === null ? null : { value: concurrency, from: "account" },
  };
}
