import { portsOf, type RunError, type StepSkip } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";
import { newId } from "../base/id.ts";
import type { CompiledCycle, CompiledStep } from "../step/compile.ts";
import { type Known, stepGone } from "./retry-state.ts";
import type { StoredRun } from "./run-store.ts";

/** The attempt that stands in for the step a run failed at. @throws AppError run_not_failed, step_gone, invalid_request */
export function skipFailed(
  cycle: CompiledCycle,
  run: Pick<StoredRun, "error" | "createdAt">,
  attempts: readonly Known[],
  skip: StepSkip,
): Known {
  const { step: id } = (run.error ?? {}) as Partial<RunError>;
  const failed = attempts.findLast((attempt) => attempt.step === id && attempt.status !== "succeeded");
  if (id === undefined || !failed) {
    const message = "This run failed, but not at one of its steps, so there is none to skip. Retry it from the start.";
    throw new AppError("run_not_failed", { message });
  }
  const step = cycle.steps.get(id);
  if (!step) throw stepGone(id);
  return {
    ...{ id: newId(), step: id, path: failed.path, status: "skipped", startedAt: run.createdAt },
    ...{ port: portOf(step, skip), input: null, output: skip.output, error: null },
  };
}

function portOf({ id, step }: CompiledStep, { port }: StepSkip): string | null {
  // Behind a For each that is skipped comes what comes after its items.
  const ports = step.type === "for-each" ? [] : portsOf(step);
  if (port === undefined ? ports.length === 0 : ports.includes(port)) return port ?? null;
  const message =
    ports.length === 0
      ? `"${id}" has a single way out: skip it without a port.`
      : `"${id}" has several ways out: say by which one the run goes on, as port: ${ports.join(", ")}.`;
  throw new AppError("invalid_request", { message, details: { step: id, ports } });
}
