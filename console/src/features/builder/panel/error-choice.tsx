import { NumberInput, Select, Stack, Title } from "@mantine/core";
import {
  type ErrorPolicy,
  ladderMinutes,
  partsOfPolicy,
  type RetryPolicy,
  type Step,
  type StepErrorAct,
  stepErrorActs,
  usualRetry,
} from "@velodrome/contract";
import { withPart } from "../document/with-part.ts";
import { texts } from "./error-texts.ts";

type Calling = Extract<Step, { type: "action" }>;
type Failing = Extract<Step, { onError?: unknown }>;

/** Steps that start runs, end them or only say something cannot fail. */
export const mayFail = (step: Step): step is Failing =>
  step.type !== "trigger" && step.type !== "schedule" && step.type !== "stop" && step.type !== "note";

const asIs = "as-the-cycle";
const choices = [
  { value: asIs, label: texts.asTheCycle },
  ...stepErrorActs.map((act) => ({ value: act, label: texts.acts[act] })),
];

const retryKinds = ["usual", "none", "backoff", "ladder"] as const;
type RetryKind = (typeof retryKinds)[number];

function kindOf(retry: RetryPolicy | undefined): RetryKind {
  if (retry === undefined) return "usual";
  return retry.times === 0 ? "none" : retry.wait;
}

const retries: Record<RetryKind, RetryPolicy | undefined> = {
  usual: undefined,
  none: { ...usualRetry, times: 0 },
  backoff: usualRetry,
  ladder: { wait: "ladder", times: ladderMinutes.length, errors: "passing" },
};

/** How often a call is tried again before it counts as failed. */
function RetryChoice({ step, onChange }: { step: Calling; onChange: (step: Step) => void }) {
  const policy = step.onError;
  const retry = policy === undefined || typeof policy === "string" ? undefined : policy.retry;
  const put = (next: RetryPolicy | undefined) => {
    const then = policy === undefined ? undefined : partsOfPolicy(policy).then;
    const made: ErrorPolicy | undefined = next === undefined ? then : { then: then ?? "stop-run", retry: next };
    onChange(withPart(step, "onError", made));
  };
  const kind = kindOf(retry);
  const choose = (chosen: string | null) => {
    const found = retryKinds.find((one) => one === chosen);
    if (found !== undefined) put(retries[found]);
  };
  return (
    <>
      <Select
        label={texts.retry}
        data={retryKinds.map((one) => ({ value: one, label: texts.retries[one] }))}
        value={kind}
        allowDeselect={false}
        onChange={choose}
      />
      {retry === undefined || kind === "none" || kind === "usual" ? null : (
        <>
          <NumberInput
            label={texts.times}
            min={1}
            max={retry.wait === "ladder" ? ladderMinutes.length : 20}
            allowDecimal={false}
            value={retry.times}
            onChange={(times) => typeof times === "number" && times >= 1 && put({ ...retry, times })}
          />
          <Select
            label={texts.errors}
            data={[
              { value: "passing", label: texts.passing },
              { value: "all", label: texts.allErrors },
            ]}
            value={retry.errors}
            allowDeselect={false}
            onChange={(errors) => put({ ...retry, errors: errors === "all" ? "all" : "passing" })}
          />
        </>
      )}
    </>
  );
}

/** What becomes of the run when this step fails, where nothing leads out of its way for that. */
export function ErrorChoice({ step, onChange }: { step: Failing; onChange: (step: Step) => void }) {
  const then = step.onError === undefined ? asIs : partsOfPolicy(step.onError).then;
  const choose = (chosen: string | null) => {
    const act: StepErrorAct | undefined = stepErrorActs.find((one) => one === chosen);
    if (step.type !== "action") {
      onChange(withPart(step, "onError", act));
      return;
    }
    const retry = typeof step.onError === "object" ? step.onError.retry : undefined;
    const made: ErrorPolicy | undefined = retry === undefined ? act : { then: act ?? "stop-run", retry };
    onChange(withPart(step, "onError", made));
  };
  return (
    <Stack gap="sm" component="section">
      <Title order={3}>{texts.heading}</Title>
      <Select label={texts.then} data={choices} value={then} allowDeselect={false} onChange={choose} />
      {step.type === "action" ? <RetryChoice step={step} onChange={onChange} /> : null}
    </Stack>
  );
}
