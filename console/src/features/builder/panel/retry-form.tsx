import { Group, NumberInput, Select } from "@mantine/core";
import { ladderMinutes, type RetryPolicy, usualRetry } from "@velodrome/contract";
import { texts } from "./error-texts.ts";

interface Given {
  /** Undefined: as usual. */
  retry: RetryPolicy | undefined;
  onChange: (retry: RetryPolicy | undefined, key?: string) => void;
}

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

const longestWait = 86_400;

/** How long is waited between two tries: between nothing and a bound that doubles. */
function Waits({ retry, onChange }: Given & { retry: Extract<RetryPolicy, { wait: "backoff" }> }) {
  const put = (name: "baseSeconds" | "capSeconds") => (seconds: number | string) => {
    if (typeof seconds === "number" && seconds >= 1) onChange({ ...retry, [name]: seconds }, name);
  };
  const common = { min: 1, max: longestWait, suffix: " s", clampBehavior: "strict" } as const;
  return (
    <Group gap="sm" grow align="flex-start">
      <NumberInput {...common} label={texts.firstWait} value={retry.baseSeconds} onChange={put("baseSeconds")} />
      <NumberInput {...common} label={texts.longestWait} value={retry.capSeconds} onChange={put("capSeconds")} />
    </Group>
  );
}

/** How often a call is tried again before it counts as failed. */
export function RetryForm({ retry, onChange }: Given) {
  const kind = kindOf(retry);
  const choose = (chosen: string | null) => {
    const found = retryKinds.find((one) => one === chosen);
    if (found !== undefined) onChange(retries[found]);
  };
  const most = retry?.wait === "ladder" ? ladderMinutes.length : 20;
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
            max={most}
            clampBehavior="strict"
            allowDecimal={false}
            value={retry.times}
            onChange={(times) => typeof times === "number" && times >= 1 && onChange({ ...retry, times }, "times")}
          />
          {retry.wait === "backoff" ? <Waits retry={retry} onChange={onChange} /> : null}
          <Select
            label={texts.errors}
            data={[
              { value: "passing", label: texts.passing },
              { value: "all", label: texts.allErrors },
            ]}
            value={retry.errors}
            allowDeselect={false}
            onChange={(errors) => onChange({ ...retry, errors: errors === "all" ? "all" : "passing" })}
          />
        </>
      )}
    </>
  );
}
