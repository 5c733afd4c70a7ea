import { Group, MultiSelect, Select, Stack, TextInput } from "@mantine/core";
import { delayUnits, type WaitForEventStep } from "@velodrome/contract";
import { withPart } from "../document/with-part.ts";
import { ConditionEditor } from "../fields/condition-editor.tsx";
import { fieldId, missingIn, useFields } from "../fields/field-context.ts";
import { SourceInput } from "../fields/source-input.tsx";
import { texts as all } from "./tool-texts.ts";
import { defineTool, type PanelProps } from "./tool.tsx";

const texts = all.waitForEvent;
const units = delayUnits.map((unit) => ({ value: unit, label: all.delay.units[unit] }));

/** One kind stands as the method, several as a list. */
function withKinds(step: WaitForEventStep, [first, ...others]: readonly string[]): WaitForEventStep {
  if (first === undefined) return step;
  const bare = withPart(withPart(step, "method", undefined), "kinds", undefined);
  return others.length === 0 ? { ...bare, method: first } : { ...bare, kinds: [first, ...others] };
}

/** Whose event it is: the same person's, or anybody's that carries a value. */
function KeyFields({ step, onChange }: PanelProps<WaitForEventStep>) {
  const { key } = step;
  if (key === undefined) return null;
  return (
    <>
      <SourceInput
        step={step.id}
        field="key.value"
        label={texts.keyValue}
        source={key.value}
        onChange={(value, act) => onChange({ ...step, key: { ...key, value: value ?? { value: "" } } }, act)}
      />
      <TextInput
        label={texts.keyPath}
        data-code
        spellCheck={false}
        value={key.path}
        onChange={({ currentTarget: { value: path } }) =>
          path === "" ? undefined : onChange({ ...step, key: { ...key, path } }, "key.path")
        }
      />
    </>
  );
}

function TimeFields({ step, onChange }: PanelProps<WaitForEventStep>) {
  return (
    <>
      <SourceInput
        step={step.id}
        field="timeout"
        label={texts.timeout}
        kind="number"
        source={step.timeout}
        onChange={(timeout, key) => onChange(withPart(step, "timeout", timeout), key)}
      />
      <Select
        label={all.delay.unit}
        data={units}
        value={step.unit}
        allowDeselect={false}
        onChange={(chosen) => {
          const unit = delayUnits.find((one) => one === chosen);
          if (unit !== undefined) onChange({ ...step, unit });
        }}
      />
    </>
  );
}

export const waitForEvent = defineTool({
  type: "wait-for-event",
  ...texts,
  make: () => ({ connector: "facebook-messenger", method: "message", unit: "hours" as const }),
  Panel: ({ step, onChange }) => {
    const { connections, triggers, missing } = useFields();
    const by = step.key === undefined ? "person" : "key";
    const choose = (chosen: string | null) =>
      onChange(withPart(step, "key", chosen === "key" ? { value: { value: "" }, path: "message.text" } : undefined));
    return (
      <Stack gap="lg">
        <MultiSelect
          label={texts.events}
          data={triggers(step.connector)}
          value={step.kinds ?? (step.method === undefined ? [] : [step.method])}
          searchable
          onChange={(chosen) => onChange(withKinds(step, chosen))}
        />
        <Select
          id={fieldId(step.id, "connection")}
          label={texts.connection}
          data={connections(step.connector)}
          value={step.connection ?? null}
          error={missingIn(missing, "connection")}
          clearable
          onChange={(chosen) => onChange(withPart(step, "connection", chosen ?? undefined))}
        />
        <Group grow>
          <Select label={texts.whose} data={[...texts.owners]} value={by} allowDeselect={false} onChange={choose} />
        </Group>
        <KeyFields step={step} onChange={onChange} />
        <ConditionEditor
          step={step.id}
          field="conditions"
          condition={step.conditions}
          onChange={(condition, key) => onChange(withPart(step, "conditions", condition), key)}
        />
        <TimeFields step={step} onChange={onChange} />
      </Stack>
    );
  },
});
