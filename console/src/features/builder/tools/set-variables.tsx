import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { type SetVariablesStep, variableName } from "@velodrome/contract";
import { useState } from "react";
import { freshId } from "../document/step-id.ts";
import { SourceInput } from "../fields/source-input.tsx";
import { texts as all } from "./tool-texts.ts";
import { defineTool, type PanelProps } from "./tool.tsx";

const texts = all.setVariables;

/** A name is taken over once it is one. */
function NameInput({ name, onName }: { name: string; onName: (name: string) => void }) {
  const [typed, setTyped] = useState(name);
  const wrong = !variableName.safeParse(typed).success;
  return (
    <TextInput
      flex={1}
      label={texts.name}
      description={texts.nameHint}
      value={typed}
      error={wrong ? texts.nameWrong : null}
      data-code
      spellCheck={false}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        if (variableName.safeParse(value).success) onName(value);
      }}
    />
  );
}

function Panel({ step, onChange }: PanelProps<SetVariablesStep>) {
  const put = (at: number, change: Partial<SetVariablesStep["variables"][number]>, key?: string) =>
    onChange(
      { ...step, variables: step.variables.map((each, index) => (index === at ? { ...each, ...change } : each)) },
      key,
    );
  const add = () => {
    const name = freshId(new Set(step.variables.map((each) => each.name)), "variable");
    onChange({ ...step, variables: [...step.variables, { name, value: { value: "" } }] });
  };
  return (
    <Stack gap="lg">
      {step.variables.length === 0 ? <Text c="dimmed">{texts.none}</Text> : null}
      {step.variables.map(({ name, value }, at) => (
        <Stack key={at} gap="sm">
          <Group gap="xs" wrap="nowrap" align="flex-end">
            <NameInput name={name} onName={(next) => put(at, { name: next }, `variables.${at}.name`)} />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={texts.remove}
              onClick={() => onChange({ ...step, variables: step.variables.filter((_, index) => index !== at) })}
            >
              <IconX size="1em" />
            </ActionIcon>
          </Group>
          <SourceInput
            step={step.id}
            field={`variables.${name}`}
            label={texts.valueOf(name)}
            source={value}
            onChange={(next, key) => put(at, { value: next ?? { value: "" } }, key)}
          />
        </Stack>
      ))}
      <Group>
        <Button variant="default" leftSection={<IconPlus size="1em" />} onClick={add}>
          {texts.add}
        </Button>
      </Group>
    </Stack>
  );
}

export const setVariables = defineTool({
  type: "set-variables",
  ...texts,
  make: () => ({ variables: [] }),
  Panel,
});
