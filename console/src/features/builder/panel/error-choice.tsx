import { Select, Stack, Title } from "@mantine/core";
import {
  type ErrorPolicy,
  partsOfPolicy,
  type RetryPolicy,
  type Step,
  type StepErrorAct,
  stepErrorActs,
} from "@velodrome/contract";
import { withPart } from "../document/with-part.ts";
import { texts } from "./error-texts.ts";
import { RetryForm } from "./retry-form.tsx";

type Failing = Extract<Step, { onError?: unknown }>;

/** Steps that start runs, end them or only say something cannot fail. */
export const mayFail = (step: Step): step is Failing =>
  step.type !== "trigger" && step.type !== "schedule" && step.type !== "stop" && step.type !== "note";

const asIs = "as-the-cycle";
const acts = stepErrorActs.map((act) => ({ value: act, label: texts.acts[act] }));
const choices = [{ value: asIs, label: texts.asTheCycle }, ...acts];

export const retryOf = (policy: ErrorPolicy | undefined): RetryPolicy | undefined =>
  typeof policy === "object" ? policy.retry : undefined;

/** A word alone stands for the usual retries. */
export const policyOf = (then: StepErrorAct, retry: RetryPolicy | undefined): ErrorPolicy =>
  retry === undefined ? then : { then, retry };

interface ActChoiceProps {
  label: string;
  value: StepErrorAct;
  onChange: (then: StepErrorAct) => void;
}

/** What becomes of a run whose step failed for good. */
export function ActChoice({ label, value, onChange }: ActChoiceProps) {
  const choose = (chosen: string | null) => {
    const act = stepErrorActs.find((one) => one === chosen);
    if (act !== undefined) onChange(act);
  };
  return <Select label={label} data={acts} value={value} allowDeselect={false} onChange={choose} />;
}

/** What becomes of the run when this step fails, where nothing leads out of its way for that. */
export function ErrorChoice({ step, onChange }: { step: Failing; onChange: (step: Step, key?: string) => void }) {
  const then = step.onError === undefined ? asIs : partsOfPolicy(step.onError).then;
  const retry = retryOf(step.onError);
  const put = (act: StepErrorAct | undefined, next: RetryPolicy | undefined, key?: string) => {
    if (step.type !== "action") onChange(withPart(step, "onError", act));
    // Who says how often must say what then.
    else
      onChange(
        withPart(step, "onError", next === undefined ? act : policyOf(act ?? "stop-run", next)),
        key === undefined ? undefined : `onError ${key}`,
      );
  };
  const act = then === asIs ? undefined : then;
  return (
    <Stack gap="sm" component="section">
      <Title order={3}>{texts.heading}</Title>
      <Select
        label={texts.then}
        data={choices}
        value={then}
        allowDeselect={false}
        onChange={(chosen) =>
          put(
            stepErrorActs.find((one) => one === chosen),
            retry,
          )
        }
      />
      {step.type === "action" ? <RetryForm retry={retry} onChange={(next, key) => put(act, next, key)} /> : null}
    </Stack>
  );
}
