import { ActionIcon, Button, Group, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { InputSource } from "@velodrome/contract";
import { useState } from "react";
import type { Shape } from "../document/input-field.ts";
import { emptyOf } from "../document/part-ways.ts";
import { ofFields } from "../document/parts.ts";
import { texts } from "../fields/field-texts.ts";
import type { PartsProps } from "./part-props.ts";
import classes from "./parts.module.css";
import { useItemKeys } from "./use-item-keys.ts";

interface NamesFormProps extends PartsProps {
  value: Shape;
  given: Readonly<Record<string, InputSource>>;
}

interface NameProps {
  label: string;
  name: string;
  /** The others: a name stands for one value. */
  taken: readonly string[];
  onName: (name: string) => void;
}

/** A name is taken over once it is one of its own. */
function Name({ label, name, taken, onName }: NameProps) {
  const [typed, setTyped] = useState(name);
  const [known, setKnown] = useState(name);
  if (known !== name) {
    // It was changed elsewhere, as by undo.
    setKnown(name);
    if (typed.trim() !== name) setTyped(name);
  }
  const wrong = typed.trim() === "" ? texts.noName : taken.includes(typed.trim()) ? texts.nameTaken : null;
  return (
    <TextInput
      flex={1}
      aria-label={label}
      value={typed}
      error={wrong}
      data-code
      spellCheck={false}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        const next = value.trim();
        if (next !== "" && !taken.includes(next)) onName(next);
      }}
    />
  );
}

function NewName({ label, taken, onAdd }: { label: string; taken: readonly string[]; onAdd: (name: string) => void }) {
  const [typed, setTyped] = useState("");
  const name = typed.trim();
  const add = () => {
    if (name === "" || taken.includes(name)) return;
    onAdd(name);
    setTyped("");
  };
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <TextInput
        flex={1}
        aria-label={texts.newName(label)}
        placeholder={texts.newNameHint}
        value={typed}
        error={taken.includes(name) ? texts.nameTaken : null}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && add()}
      />
      <Button variant="default" leftSection={<IconPlus size="1em" />} aria-label={texts.addItem(label)} onClick={add}>
        {texts.add}
      </Button>
    </Group>
  );
}

/** An object whose names the person chooses, as headers are: each with its value. */
export function NamesForm({ step, field, label, value, given, Part, onChange }: NamesFormProps) {
  const entries = Object.entries(given);
  const names = entries.map(([name]) => name);
  const { keys, onRemoved } = useItemKeys(entries.length);
  const put = (next: readonly (readonly [string, InputSource])[], key?: string) =>
    onChange(ofFields(Object.fromEntries(next)), key);
  return (
    <Stack gap="sm">
      {entries.map(([name, source], at) => (
        <div key={keys[at]} className={classes.item} role="group" aria-label={name}>
          <Group gap="xs" wrap="nowrap" align="flex-start" mb="2xs">
            <Name
              label={texts.nameOf(label, at + 1)}
              name={name}
              taken={names.filter((_, index) => index !== at)}
              onName={(next) =>
                put(
                  entries.map((entry, index) => (index === at ? [next, source] : entry)),
                  `${field} name ${at}`,
                )
              }
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="var(--vd-control)"
              aria-label={texts.removeItem(name)}
              onClick={() => {
                onRemoved(at);
                put(entries.filter((_, index) => index !== at));
              }}
            >
              <IconX size="1em" />
            </ActionIcon>
          </Group>
          <Part
            step={step}
            field={`${field}.${name}`}
            label={texts.valueOf(name)}
            shape={value}
            source={source}
            always
            onChange={(next, key) =>
              put(
                entries.map((entry, index) => (index === at ? [name, next ?? emptyOf(value)] : entry)),
                key,
              )
            }
          />
        </div>
      ))}
      <NewName label={label} taken={names} onAdd={(name) => put([...entries, [name, emptyOf(value)]])} />
    </Stack>
  );
}
