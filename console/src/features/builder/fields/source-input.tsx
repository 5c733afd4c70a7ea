import { ActionIcon, Group, Menu, Select, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconDatabaseImport } from "@tabler/icons-react";
import type { Source } from "@velodrome/contract";
import { type DragEvent, type ReactNode, useState } from "react";
import type { InputField } from "../document/input-field.ts";
import { CodeInput } from "./code-input.tsx";
import { completionsOf } from "./completions.ts";
import { DataPicker } from "./data-picker.tsx";
import { dataType } from "./data-tree.tsx";
import { fieldId, missingIn, useFields } from "./field-context.ts";
import { texts } from "./field-texts.ts";
import { Preview } from "./preview.tsx";
import classes from "./source-input.module.css";
import { inMode, modeOf, reference, type SourceMode, sourceModes, typedText, withData } from "./source-mode.ts";
import { ValueInput } from "./value-input.tsx";
import { MappedInput } from "./mapped-input.tsx";

export interface SourceInputProps {
  step: string;
  /** Where it stands in the step, such as `input.text`. */
  field: string;
  label: string;
  hint?: string | null;
  kind?: InputField["kind"];
  choices?: readonly string[];
  required?: boolean;
  source: Source | undefined;
  onChange: (source: Source | undefined, key?: string) => void;
  /** Instead of plain text where the application lists choices. */
  lookup?: ReactNode;
}

interface ModeMenuProps {
  label: string;
  mode: SourceMode;
  /** Ways that lead nowhere here, as when no step comes before. */
  closed: readonly SourceMode[];
  onMode: (mode: SourceMode) => void;
}

function ModeMenu({ label, mode, closed, onMode }: ModeMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={classes.mode} aria-label={`${texts.modeOf(label)}: ${texts.modes[mode]}`}>
          {texts.modes[mode]}
          <IconChevronDown className={classes.chevron} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {sourceModes.map((one) => (
          <Menu.Item
            key={one}
            aria-current={one === mode || undefined}
            disabled={closed.includes(one)}
            onClick={() => onMode(one)}
          >
            {texts.modes[one]}
            <Text size="xs" c="dimmed">
              {texts.modeHints[one]}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface EntryProps extends SourceInputProps {
  id: string;
  /** While it is typed into, the plain field stays, also when what is typed has become a template or an expression. */
  typing: boolean;
  onTyping: (typing: boolean) => void;
  error: string | null;
  onFocus: (insert?: (text: string) => void) => void;
}

function VariableInput({ id, label, source, error, onChange }: EntryProps) {
  const variables = Object.keys(useFields().variables);
  const chosen = source !== undefined && "variable" in source ? source.variable : null;
  const data = chosen !== null && chosen !== "" && !variables.includes(chosen) ? [...variables, chosen] : variables;
  return (
    <Select
      id={id}
      aria-label={label}
      data={data}
      value={chosen || null}
      placeholder={data.length === 0 ? texts.noVariables : texts.none}
      error={error}
      onChange={(variable) => variable !== null && onChange({ variable })}
    />
  );
}

function CodeEntry({ id, label, field, source, error, onChange, onFocus }: EntryProps) {
  const { sources, variables } = useFields();
  const template = source !== undefined && "template" in source;
  const text = template ? source.template : source !== undefined && "expression" in source ? source.expression : "";
  return (
    <>
      <CodeInput
        id={id}
        label={label}
        language={template ? "template" : "expression"}
        value={text}
        error={error}
        completions={completionsOf(sources, variables)}
        onChange={(next) => {
          if (template) onChange({ template: next }, field);
          else if (next !== "") onChange({ expression: next }, field);
        }}
        onFocus={onFocus}
      />
      <Preview language={template ? "template" : "expression"} text={text} {...{ sources, variables }} />
    </>
  );
}

/** What stands in the plain text field: a template as it is, an expression behind its =. */
function plainText(source: Source | undefined): unknown {
  if (source === undefined) return "";
  if ("value" in source) return source.value;
  if ("template" in source) return source.template;
  return "expression" in source ? `=${source.expression}` : "";
}

function Entry(props: EntryProps) {
  const { id, label, field, kind = "text", choices = [], source, error, typing, onTyping, onChange, onFocus } = props;
  const mode = modeOf(source);
  if ((mode === "template" || mode === "expression") && !typing) return <CodeEntry {...props} />;
  if (mode === "variable") return <VariableInput {...props} />;
  if (source !== undefined && "step" in source) {
    return (
      <MappedInput
        {...{ id, label, kind, source, error }}
        onChange={(next) => onChange(next, field)}
        onFocus={() => onFocus()}
      />
    );
  }
  if (props.lookup !== undefined) return props.lookup;
  return (
    <ValueInput
      {...{ id, label, kind, choices, error }}
      value={plainText(source)}
      onText={(text) => {
        onTyping(true);
        onChange(text === "" ? undefined : typedText(text), field);
      }}
      onValue={(next) => onChange(next === "" ? undefined : { value: next }, field)}
      onFocus={() => onFocus()}
      onBlur={() => onTyping(false)}
    />
  );
}

/** Where data is put by a click in a tree: into this field, at the cursor where it has one. */
function useTake({ source, onChange, field }: SourceInputProps) {
  const { setActive } = useFields();
  const take = (step: string, path: string) => onChange(withData(source, step, path), field);
  const onFocus = (insert?: (text: string) => void) => {
    const template = source !== undefined && "template" in source;
    const put = (step: string, path: string) =>
      insert?.(template ? `{{ ${reference(step, path)} }}` : reference(step, path));
    setActive({ take: insert === undefined ? take : put });
  };
  const onDrop = (event: DragEvent) => {
    const dropped = event.dataTransfer.getData(dataType);
    if (dropped === "") return;
    event.preventDefault();
    const { step, path } = JSON.parse(dropped) as { step: string; path: string };
    take(step, path);
  };
  return { take, onFocus, onDrop };
}

interface HeadProps extends SourceInputProps {
  id: string;
  open: boolean;
  onOpen: (open: boolean) => void;
}

/** A field's name, how it is filled, and the way to choose data for it. */
function Head({ id, label, required = false, source, onChange, open, onOpen }: HeadProps) {
  const { sources, variables: known } = useFields();
  const variables = Object.keys(known);
  const mode = modeOf(source);
  const first = { step: sources.at(-1)?.id ?? "", variable: variables[0] ?? "" };
  const closed = sourceModes.filter(
    (one) =>
      one !== mode && ((one === "mapped" && sources.length === 0) || (one === "variable" && variables.length === 0)),
  );
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap">
      <label htmlFor={id} className={classes.label}>
        {label}
        {required ? <span className={classes.required}> {texts.required}</span> : null}
      </label>
      <Group gap="2xs" wrap="nowrap">
        <ActionIcon
          className={classes.pick}
          variant="subtle"
          color="gray"
          aria-label={texts.insertInto(label)}
          aria-expanded={open}
          onClick={() => onOpen(!open)}
        >
          <IconDatabaseImport className={classes.chevron} />
        </ActionIcon>
        <ModeMenu label={label} mode={mode} closed={closed} onMode={(next) => onChange(inMode(source, next, first))} />
      </Group>
    </Group>
  );
}

/** One field of a step, filled in any of six ways. */
export function SourceInput(props: SourceInputProps) {
  const { step, field, hint = null } = props;
  const { missing } = useFields();
  const [open, setOpen] = useState(false);
  const [typing, setTyping] = useState(false);
  const { take, onFocus, onDrop } = useTake(props);
  const id = fieldId(step, field);
  return (
    <Stack
      gap="2xs"
      className={classes.field}
      onDragOver={(event) => event.dataTransfer.types.includes(dataType) && event.preventDefault()}
      onDrop={onDrop}
    >
      <Head {...props} id={id} open={open} onOpen={setOpen} />
      {hint === null ? null : (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      <Entry
        {...props}
        id={id}
        error={missingIn(missing, field)}
        typing={typing}
        onTyping={setTyping}
        onFocus={onFocus}
      />
      {open ? (
        <div className={classes.picker}>
          <DataPicker
            onTake={(from, path) => {
              take(from, path);
              setOpen(false);
            }}
          />
        </div>
      ) : null}
    </Stack>
  );
}
