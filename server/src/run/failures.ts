import { failuresLookedAt, type RunFailure, type RunFailureQuery, type RunFailures } from "@velodrome/contract";
import { fromWire, toWire } from "../base/id.ts";
import type { Database } from "../db/database.ts";
import { type FailureFilter, type FailureRow, readFailures } from "./failure-store.ts";
import { stepsOf } from "./replies.ts";
import type { Versions } from "./versions.ts";

/** More kinds of failure than anybody reads at once. */
const groupsAtMost = 20;

/** What fails most: of an account, or of all where it is null. */
export interface FailureReader {
  read(accountId: string | null, query: RunFailureQuery): Promise<RunFailures>;
}

export interface FailureReaderDeps {
  database: Database;
  versions: Versions;
}

const toFilter = ({ cycle, ...rest }: RunFailureQuery): FailureFilter => ({
  ...rest,
  cycleId: cycle === undefined ? null : fromWire("cycle", cycle),
});

export function createFailureReader({ database, versions }: FailureReaderDeps): FailureReader {
  return {
    async read(accountId, query) {
      const filter = toFilter(query);
      const bounds = { newest: failuresLookedAt, groups: groupsAtMost };
      const { lookedAt, since, failures } = await (accountId === null
        ? readFailures(database.engine, null, filter, bounds)
        : database.withAccount(accountId, (scope) => readFailures(scope, accountId, filter, bounds)));
      return {
        items: await Promise.all(failures.map((row) => toFailure(versions, row))),
        ...{ lookedAt, more: lookedAt === failuresLookedAt, since: since?.toISOString() ?? null },
      };
    },
  };
}

async function toFailure(versions: Versions, row: FailureRow): Promise<RunFailure> {
  return {
    account: toWire("account", row.accountId),
    cycle: toWire("cycle", row.cycleId),
    ...{ cycleName: row.cycleName, step: row.step, stepName: await nameOf(versions, row) },
    ...{ code: row.code, message: row.message },
    ...{ class: row.class, runs: row.runs, lastAt: row.lastAt.toISOString(), lastRun: toWire("run", row.lastRun) },
  };
}

/** A cycle that is gone has left no version to look it up in. */
async function nameOf(
  versions: Versions,
  { cycleId, cycleName, lastVersion, step }: FailureRow,
): Promise<string | null> {
  if (step === null || cycleName === null) return null;
  const steps = await stepsOf(versions, { cycle: toWire("cycle", cycleId), version: lastVersion });
  return steps.get(step)?.name ?? null;
}
