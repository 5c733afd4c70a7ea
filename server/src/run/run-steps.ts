import {
  type AttemptQuery,
  gatherSteps,
  type PlacedAttempt,
  type RunError,
  type RunWithSteps,
} from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import { type ListPage, readCursor } from "../base/list-page.ts";
import type { AccountScope } from "../db/database.ts";
import { showPayloads } from "./payload.ts";
import { readItem, type StoredRun } from "./run-store.ts";
import type { Intent } from "./state.ts";
import { type AttemptsAsked, intentAsStepRun, readAttempts, type StoredStepRun } from "./step-run-store.ts";

/** Attempts that a run is shown with: so many from its beginning, and so many up to now. */
const firstAtMost = 400;
const latestAtMost = 100;

type Steps = Pick<RunWithSteps, "steps" | "stepsCursor">;

/** A run's steps, bounded. */
export async function readSteps(scope: AccountScope, run: StoredRun): Promise<Steps> {
  const first = await read(scope, run, { limit: firstAtMost });
  const latest = first.more ? await read(scope, run, { limit: latestAtMost, newest: true }) : none;
  const met = new Set(first.rows.map(({ id }) => id));
  const later = latest.rows.filter(({ id }) => !met.has(id));
  const isWhole = !first.more || later.length < latest.rows.length;
  const intent = run.attempt ? [intentAsStepRun(run.attempt as Intent)] : [];
  const attempts = [...first.rows, ...later, ...intent].map(toAttempt);
  return {
    steps: [...gatherSteps(await triggerAttempt(scope, run)), ...gatherSteps(attempts)],
    stepsCursor: isWhole ? null : cursorAfter(first.rows),
  };
}

/** One page of a run's attempts, oldest first. */
export async function listAttempts(
  scope: AccountScope,
  run: StoredRun,
  { cursor, ...query }: AttemptQuery,
): Promise<ListPage<PlacedAttempt>> {
  const { rows, more } = await read(scope, run, { ...query, after: readCursor(cursor) });
  return { items: rows.map(toAttempt), nextCursor: more ? cursorAfter(rows) : null };
}

const none: { rows: StoredStepRun[]; more: boolean } = { rows: [], more: false };

async function read(
  scope: AccountScope,
  run: StoredRun,
  asked: Omit<AttemptsAsked, "run">,
): Promise<{ rows: StoredStepRun[]; more: boolean }> {
  const { rows, more } = await readAttempts(scope, { ...asked, run });
  return { rows: await showPayloads(scope, run.accountId, rows), more };
}

const cursorAfter = (rows: readonly StoredStepRun[]): string | null => {
  const last = rows.at(-1);
  return last ? Buffer.from(last.id).toString("base64url") : null;
};

const toAttempt = (row: StoredStepRun): PlacedAttempt => ({
  id: toWire("stepRun", row.id),
  step: row.step,
  path: row.path,
  port: row.port,
  number: row.number,
  status: row.status,
  repeated: row.repeated,
  input: row.input,
  output: row.output,
  request: row.request,
  response: row.response,
  error: row.error as RunError | null,
  startedAt: row.startedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

/** The trigger has no row of its own: its output is the event, which is kept once. */
async function triggerAttempt(scope: AccountScope, run: StoredRun): Promise<PlacedAttempt[]> {
  const item = run.eventId && (await readItem(scope, run.accountId, run.eventId));
  if (item === null) return [];
  const at = run.createdAt.toISOString();
  return [
    {
      ...{ id: toWire("stepRun", run.id), step: run.trigger, path: "", port: null, number: 1, status: "succeeded" },
      ...{ repeated: false, input: null, output: item, request: null, response: null, error: null },
      ...{ startedAt: at, finishedAt: at },
    },
  ];
}
