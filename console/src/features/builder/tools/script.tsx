import { ActionIcon, Button, Group, Input, NumberInput, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { ScriptStep } from "@velodrome/contract";
import { useState } from "react";
import { withPart } from "../document/with-part.ts";
import { CodeInput } from "../fields/code-input.tsx";
import { fieldId, missingIn, useFields } from "../fields/field-context.ts";
import { SourceInput } from "../fields/source-input.tsx";
import { texts as all } from "./tool-texts.ts";
import { defineTool, type PanelProps } from "./tool.tsx";

const texts = all.script;

function InputFields({ step, onChange }: PanelProps<ScriptStep>) {
  const [name, setName] = useState("");
  const add = () => {
    if (name.trim() === "" || Object.hasOwn(step.input, name.trim())) return;
    onChange({ ...step, input: { ...step.input, [name.trim()]: { value: "" } } });
    setName("");
  };
  const remove = (gone: string) =>
    onChange({ ...step, input: Object.fromEntries(Object.entries(step.input).filter(([key]) => key !== gone)) });
  return (
    <>
      {Object.entries(step.input).map(([key, source]) => (
        <Group key={key} gap="xs" wrap="nowrap" align="flex-start">
          <Stack gap={0} flex={1} miw={0}>
            <SourceInput
              step={step.id}
              field={`input.${key}`}
              label={texts.valueOf(key)}
              source={source}
              onChange={(next, act) =>
                onChange({ ...step, input: { ...step.input, [key]: next ?? { value: "" } } }, act)
              }
            />
          </Stack>
          <ActionIcon variant="subtle" color="gray" aria-label={texts.remove(key)} onClick={() => remove(key)}>
            <IconX size="1em" />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <TextInput
          flex={1}
          label={texts.inputName}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button variant="default" leftSection={<IconPlus size="1em" />} onClick={add}>
          {texts.add}
        </Button>
      </Group>
    </>
  );
}

export const script = defineTool({
  type: "script",
  ...texts,
  make: () => ({ code: "return input;", input: {}, timeoutMs: 1000 }),
  Panel: ({ step, onChange }) => {
    const { missing } = useFields();
    return (
      <Stack gap="lg">
        <InputFields step={step} onChange={onChange} />
        <Input.Wrapper label={texts.code} description={texts.codeHint} labelElement="div">
          <CodeInput
            id={fieldId(step.id, "code")}
            label={texts.code}
            language="script"
            value={step.code ?? ""}
            error={missingIn(missing, "code")}
            onChange={(text) => onChange(withPart(step, "code", text || undefined), "code")}
          />
        </Input.Wrapper>
        <NumberInput
          label={texts.timeout}
          min={10}
          max={10_000}
          allowDecimal={false}
          value={step.timeoutMs}
          onChange={(value) =>
            typeof value === "number" && value >= 10 ? onChange({ ...step, timeoutMs: value }, "timeoutMs") : undefined
          }
        />
      </Stack>
    );
  },
});
