import {
  ladderMinutes,
  partsOfPolicy,
  type CycleDocument,
  type RetryPolicy,
  type Step,
  type StepErrorAct,
} from "@velodrome/contract";

const acts: Readonly<Record<StepErrorAct, string>> = {
  "stop-run": "stop the run",
  ignore: "go on all the same",
  "error-port": "end this way and go on with the others",
  "stop-cycle": "stop the run and the whole cycle",
};

const times = (count: number): string => (count === 1 ? "once more" : `${count} times more`);

function span(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : "", rest > 0 ? `${rest} min` : ""].filter((part) => part !== "").join(" ");
}

function retryWords({ times: count, errors, ...retry }: RetryPolicy): string {
  if (count === 0) return "do not try again";
  const over =
    retry.wait === "ladder"
      ? ` within ${span(ladderMinutes.slice(0, count).reduce((sum, each) => sum + each, 0))}`
      : "";
  return `try ${times(count)}${over}${errors === "all" ? ", whatever the error" : ""}`;
}

const inWords = (policy: CycleDocument["settings"]["onStepError"], tools: boolean): string => {
  const { then, retry } = partsOfPolicy(policy);
  if (tools || typeof policy === "string" || policy.retry === undefined) return acts[then];
  return `${retryWords(retry)}, then ${acts[then]}`;
};

/** What becomes of an error of this step, where it has a word of its own on that. */
export function describeOwnPolicy(step: Step): string | null {
  if (!("onError" in step) || step.onError === undefined) return null;
  return `If it fails: ${inWords(step.onError, step.type !== "action")}.`;
}

/** What becomes of the errors of all other steps. Null for what is usual. */
export function describeCyclePolicy({ settings: { onStepError } }: CycleDocument): string | null {
  return onStepError === "stop-run" ? null : `If a step fails: ${inWords(onStepError, false)}.`;
}
