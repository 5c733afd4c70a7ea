import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import type { SwitchStep } from "@velodrome/contract";
import { freshId } from "../document/step-id.ts";
import { withPart } from "../document/with-part.ts";
import { ConditionEditor } from "../fields/condition-editor.tsx";
import { fieldId } from "../fields/field-context.ts";
import { texts as all } from "./tool-texts.ts";
import { defineTool, type PanelProps } from "./tool.tsx";

const texts = all.switch;
type Case = SwitchStep["cases"][number];

function CaseFields({ step, at, onChange }: PanelProps<SwitchStep> & { at: number }) {
  const one = step.cases[at];
  if (one === undefined) return null;
  const field = `cases.${one.id}`;
  const put = (next: Case, key?: string) =>
    onChange({ ...step, cases: step.cases.map((each, index) => (index === at ? next : each)) }, key);
  const without = step.cases.filter((_, index) => index !== at);
  const raise = () => onChange({ ...step, cases: [...without.slice(0, at - 1), one, ...without.slice(at - 1)] });
  return (
    <Stack gap="sm" role="group" aria-label={texts.caseOf(at + 1)}>
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <TextInput
          id={fieldId(step.id, field)}
          flex={1}
          label={texts.caseName}
          value={one.name ?? ""}
          maxLength={200}
          placeholder={one.id}
          onChange={(event) => put(withPart(one, "name", event.currentTarget.value || undefined), `${field}.name`)}
        />
        <ActionIcon variant="subtle" color="gray" aria-label={texts.up} disabled={at === 0} onClick={raise}>
          <IconArrowUp size="1em" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={texts.remove}
          onClick={() => onChange({ ...step, cases: without })}
        >
          <IconX size="1em" />
        </ActionIcon>
      </Group>
      <ConditionEditor
        step={step.id}
        field={`${field}.conditions`}
        condition={one.conditions}
        onChange={(condition, key) => put(withPart(one, "conditions", condition), key)}
      />
    </Stack>
  );
}

export const switchTool = defineTool({
  type: "switch",
  ...texts,
  make: () => ({ cases: [{ id: "case1" }] }),
  Panel: ({ step, onChange }) => {
    const add = () => {
      const id = freshId(new Set(step.cases.map((one) => one.id)), `case${step.cases.length + 1}`);
      onChange({ ...step, cases: [...step.cases, { id }] });
    };
    return (
      <Stack gap="lg">
        {step.cases.length === 0 ? <Text c="dimmed">{texts.none}</Text> : null}
        {step.cases.map((one, at) => (
          <CaseFields key={one.id} step={step} at={at} onChange={onChange} />
        ))}
        <Group>
          <Button variant="default" leftSection={<IconPlus size="1em" />} onClick={add}>
            {texts.add}
          </Button>
        </Group>
      </Stack>
    );
  },
});
