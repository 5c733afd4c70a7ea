import { Stack, TagsInput } from "@mantine/core";
import type { Redaction, Step } from "@velodrome/contract";
import { Disclosure } from "../../../ui/disclosure.tsx";
import { useBuilder } from "../builder-context.ts";
import { pathsTo, soundPaths } from "../document/redact-paths.ts";
import { withPart } from "../document/with-part.ts";
import { texts } from "./redact-texts.ts";

type Masking = Extract<Step, { redact?: unknown }>;

/** Steps of which something is kept besides their event. */
export const mayMask = (step: Step): step is Masking =>
  step.type !== "trigger" && step.type !== "schedule" && step.type !== "stop" && step.type !== "note";

/** Names of what the step takes in, where it has fields. */
const inputNames = (step: Step): string[] =>
  step.type === "action" || step.type === "script" ? Object.keys(step.input) : step.type === "for-each" ? ["list"] : [];

/** Fields of a step that nobody is to see later. */
export function RedactChoice({ step, onChange }: { step: Masking; onChange: (step: Step) => void }) {
  const { samples } = useBuilder();
  const { input = [], output = [] } = step.redact ?? {};
  const put = (part: keyof Redaction, typed: readonly string[]) => {
    const paths = soundPaths(typed);
    const rest = withPart(step.redact ?? {}, part, paths.length === 0 ? undefined : paths);
    onChange(withPart(step, "redact", Object.keys(rest).length === 0 ? undefined : rest));
  };
  const parts = [
    { part: "input", label: texts.input, value: input, data: inputNames(step) },
    { part: "output", label: texts.output, value: output, data: pathsTo(samples.get(step.id)?.data) },
  ] as const;
  return (
    <Disclosure label={texts.heading(input.length + output.length)} opened={input.length + output.length > 0}>
      <Stack gap="sm">
        {parts.map(({ part, label, value, data }) => (
          <TagsInput
            key={part}
            label={label}
            description={part === "input" ? texts.hint : undefined}
            placeholder={value.length === 0 ? texts.example : ""}
            data={data}
            value={value}
            maxTags={50}
            splitChars={[",", " "]}
            acceptValueOnBlur
            onChange={(typed) => put(part, typed)}
          />
        ))}
      </Stack>
    </Disclosure>
  );
}
