import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { variableName } from "@velodrome/contract";
import { useState } from "react";
import { useBuilder } from "./builder-context.ts";
import { noLimits } from "./fields/source-props.ts";
import { ValueInput } from "./fields/value-input.tsx";
import { texts } from "./panel/panel-texts.ts";
import { texts as toolTexts } from "./tools/tool-texts.ts";
import { OpenDialog } from "../../ui/dialog.tsx";

const nothing = () => undefined;

/** Numbers, lists and the like are written as JSON; everything else is text. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function NewVariable({ taken, onAdd }: { taken: object; onAdd: (name: string) => void }) {
  const [name, setName] = useState("");
  const fits = variableName.safeParse(name).success && !Object.hasOwn(taken, name);
  const add = () => {
    onAdd(name);
    setName("");
  };
  return (
    <Group gap="sm" wrap="nowrap" align="flex-end">
      <TextInput
        flex={1}
        label={texts.variableName}
        value={name}
        data-code
        error={name !== "" && !variableName.safeParse(name).success ? toolTexts.setVariables.nameWrong : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button variant="default" leftSection={<IconPlus size="1em" />} disabled={!fits} onClick={add}>
        {texts.addVariable}
      </Button>
    </Group>
  );
}

/** The cycle's variables, and what each is when a run starts. */
export function VariablesDialog({ onClose }: { onClose: () => void }) {
  const { acts, editor } = useBuilder();
  const variables = editor.draft.document.variables ?? {};
  const remove = (gone: string) =>
    acts.setVariables(Object.fromEntries(Object.entries(variables).filter(([key]) => key !== gone)));
  return (
    <OpenDialog onClose={onClose} title={texts.variables}>
      <Stack>
        <Text c="dimmed">{texts.variablesHint}</Text>
        {Object.keys(variables).length === 0 ? <Text>{texts.noVariables}</Text> : null}
        {Object.entries(variables).map(([key, value]) => (
          <Group key={key} gap="sm" wrap="nowrap" align="flex-end">
            <Stack gap="2xs" flex={1}>
              <Text size="sm" ff="monospace">
                {key}
              </Text>
              <ValueInput
                id={`variable-${key}`}
                label={`${texts.variableInitial}: ${key}`}
                kind="text"
                choices={[]}
                limits={noLimits}
                value={value}
                error={null}
                onText={(text) => acts.setVariables({ ...variables, [key]: valueOf(text) }, key)}
                onValue={nothing}
                onFocus={nothing}
              />
            </Stack>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={texts.removeVariable(key)}
              onClick={() => remove(key)}
            >
              <IconX size="1em" />
            </ActionIcon>
          </Group>
        ))}
        <NewVariable taken={variables} onAdd={(name) => acts.setVariables({ ...variables, [name]: "" })} />
      </Stack>
    </OpenDialog>
  );
}
