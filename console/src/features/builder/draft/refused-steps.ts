import { z } from "zod";
import { ApiError } from "../../../lib/api-error.ts";
import { capital } from "../../../lib/phrase.ts";

const refused = z.object({ problems: z.array(z.object({ path: z.string(), message: z.string() })).min(1) });
const inStep = /^document\.steps\.(\d+)(?:\.|$)/;

interface StepProblem {
  step: string;
  message: string;
}

/** Which steps a draft was refused for, and why; null where anything else is wrong with it. */
export function refusedSteps(error: unknown, steps: readonly { id: string }[]): readonly StepProblem[] | null {
  if (!(error instanceof ApiError)) return null;
  const problems = refused.safeParse(error.details).data?.problems ?? [];
  const found = problems.flatMap(({ path, message }) => {
    const step = steps[Number(inStep.exec(path)?.[1])];
    return step === undefined ? [] : [{ step: step.id, message: `${capital(message)}.` }];
  });
  return found.length > 0 && found.length === problems.length ? found : null;
}
