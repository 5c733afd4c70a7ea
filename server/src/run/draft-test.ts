import { type DraftTest, type DraftTestResult, startsRuns, type Step, withoutDisabled } from "@velodrome/contract";
import { type AuditDeps, recordAudit } from "../account/audit.ts";
import type { VariablesOf } from "../account/variable-cache.ts";
import { AppError } from "../base/app-error.ts";
import { readAccountConnections } from "../connection/connection-store.ts";
import { toCycleConnection, withConnections } from "../cycle/connection-choice.ts";
import { type CyclePlace, findCycle } from "../cycle/cycles.ts";
import type { Database } from "../db/database.ts";
import { compileCycle } from "../step/compile.ts";
import { accountVariables } from "./account-variables.ts";
import { rehearse, type RehearseDeps } from "./rehearse.ts";
import { onlyStep, type WayTo, wayTo } from "./way-to.ts";

export interface DraftTestDeps extends RehearseDeps, AuditDeps {
  database: Database;
  /** The variables of an account. */
  variablesOf: VariablesOf;
  /** The time zone of an account. */
  timezoneOf(accountId: string): Promise<string>;
  /** For how many days a run may sleep. */
  sleepDaysOf(run: { accountId: string; cycleId: string }): Promise<number>;
}

/** In ms. Whoever waits for it looks at a page meanwhile. */
const testAtMostMs = 60_000;

/** Tries one step of the draft, or all that leads to it, at the real applications. Nothing is kept but a line in the audit. */
export async function testDraft(
  deps: DraftTestDeps,
  place: CyclePlace,
  { step: target, reach, outputs, confirmed, actor }: DraftTest & { actor: string },
): Promise<DraftTestResult> {
  const { accountId } = place;
  const { cycleId, draft: whole } = await deps.database.withAccount(accountId, async (scope) => {
    const cycle = await findCycle(scope, place);
    const connections = await readAccountConnections(scope, accountId);
    return { cycleId: cycle.id, draft: withConnections(cycle.draft, connections.map(toCycleConnection)) };
  });
  // Whoever tries a step that is switched off wants to see what it does.
  const draft = withoutDisabled({
    ...whole,
    steps: whole.steps.map((each) => (each.id === target ? enabled(each) : each)),
  });
  const step = draft.steps.find(({ id }) => id === target);
  if (step === undefined || startsRuns(step) || step.type === "note") {
    throw new AppError("step_not_found", {
      message: `The draft has no step "${target}" that does something. Name an action or a tool of it.`,
    });
  }
  const compiled = compileCycle(draft).steps;
  const way =
    reach === "step" ? onlyStep(draft, target) : wayTo(draft, target, (id) => compiled.get(id)?.reads ?? none);
  const calling = callsOf(deps, way, target, reach === "step" ? {} : outputs);
  if (!confirmed) assertNobodyReached(calling);
  const begin = reach === "step" ? null : { trigger: beginOf(way, outputs) };
  const cycle = compileCycle(way.document);
  const result = await rehearse(
    deps,
    {
      ...{ accountId, target, begin, outputs, around: way.around, cycle },
      account: await accountVariables(deps.variablesOf, accountId, cycle),
      surroundings: {
        timezone: () => deps.timezoneOf(accountId),
        sleepDays: () => deps.sleepDaysOf({ accountId, cycleId }),
      },
    },
    AbortSignal.timeout(testAtMostMs),
  );
  if (calling.length > 0) {
    const details = { cycle: place.cycle, step: target, reach, status: result.status };
    await recordAudit(deps, { actor, act: "draft.tested", accountId, details });
  }
  return result;
}

const none: ReadonlySet<string> = new Set();

const enabled = (step: Step): Step => (step.type === "note" ? step : { ...step, disabled: false });

interface Calling {
  step: Extract<Step, { type: "action" }>;
  method: string;
  reachesPerson: boolean;
}

/** The calls that may be made on the way. */
function callsOf(
  { connectors }: Pick<DraftTestDeps, "connectors">,
  { document }: WayTo,
  target: string,
  given: Readonly<Record<string, unknown>>,
): Calling[] {
  return document.steps.flatMap((step) => {
    if (step.type !== "action" || (step.id !== target && Object.hasOwn(given, step.id))) return [];
    const action = connectors.get(step.connector)?.actions[step.method];
    if (action === undefined) return [];
    return [{ step, method: action.title, reachesPerson: action.reachesPerson ?? false }];
  });
}

function assertNobodyReached(calling: readonly Calling[]): void {
  const steps = calling
    .filter(({ reachesPerson }) => reachesPerson)
    .map(({ step, method }) => ({ step: step.id, name: step.name ?? step.id, method }));
  if (steps.length === 0) return;
  const named = steps.map(({ name, method }) => `"${name}" (${method})`).join(", ");
  throw new AppError("confirmation_required", {
    message: `This test would reach a real person by ${named}. Send it again with confirmed: true if that is wanted.`,
    details: { steps },
  });
}

/** The first trigger on the way whose output is given. */
function beginOf({ document }: WayTo, outputs: Readonly<Record<string, unknown>>): string {
  const triggers = document.steps.filter(startsRuns).map(({ id }) => id);
  const begin = triggers.find((id) => Object.hasOwn(outputs, id));
  if (begin !== undefined) return begin;
  const message =
    triggers.length === 0
      ? "No trigger leads to this step yet. Lead one to it, or test the step alone."
      : `Give in outputs what a trigger brings: that of ${triggers.join(" or ")}.`;
  throw new AppError("invalid_request", { message });
}
