import { Select, Text, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import type { ValueKind } from "../document/input-field.ts";
import { texts } from "./field-texts.ts";
import { lengthTold, limitFlaw } from "./limits.ts";
import type { Limits } from "./source-props.ts";

interface ValueInputProps {
  id: string;
  label: string;
  kind: ValueKind;
  choices: readonly string[];
  limits: Limits;
  value: unknown;
  error: string | null;
  /** Whether data is offered for what is typed: Escape then is for that, and for nothing that the field stands in. */
  offering?: boolean;
  onText: (text: string) => void;
  onValue: (value: unknown) => void;
  onFocus: () => void;
  onBlur?: () => void;
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : value === undefined ? "" : (JSON.stringify(value) ?? "");

const jsonOf = (value: unknown): string => (value === "" ? "" : (JSON.stringify(value, null, 2) ?? ""));

/** JSON is taken over once it can be read; until then it is kept as it is typed. */
function JsonInput({ id, label, value, error, onValue, onFocus }: ValueInputProps) {
  const [typed, setTyped] = useState(() => jsonOf(value));
  const [wrong, setWrong] = useState(false);
  const [known, setKnown] = useState(() => jsonOf(value));
  if (jsonOf(value) !== known) {
    // It was changed elsewhere, as by undo.
    setKnown(jsonOf(value));
    setTyped(jsonOf(value));
    setWrong(false);
  }
  const take = (text: string) => {
    setTyped(text);
    try {
      const next: unknown = text.trim() === "" ? "" : JSON.parse(text);
      setKnown(jsonOf(next));
      onValue(next);
      setWrong(false);
    } catch {
      setWrong(true);
    }
  };
  return (
    <Textarea
      id={id}
      aria-label={label}
      autosize
      minRows={2}
      maxRows={12}
      data-code
      spellCheck={false}
      value={typed}
      error={wrong ? texts.notJson : error}
      onChange={(event) => take(event.currentTarget.value)}
      onFocus={onFocus}
    />
  );
}

/** A number is one before it is written to its end: "1." stays as it is typed. */
function NumberInput({ id, label, value, error, onText, onValue, onFocus, onBlur }: ValueInputProps) {
  const [typed, setTyped] = useState("");
  const isTyped = typed === value || (typeof value === "number" && typed.trim() !== "" && Number(typed) === value);
  return (
    <TextInput
      {...{ id, error, onFocus }}
      {...(onBlur === undefined ? {} : { onBlur })}
      aria-label={label}
      inputMode="decimal"
      value={isTyped ? typed : textOf(value)}
      onChange={({ currentTarget: { value: text } }) => {
        setTyped(text);
        if (text.trim() !== "" && Number.isFinite(Number(text))) onValue(Number(text));
        else onText(text);
      }}
    />
  );
}

/** A value that is written here, by what kind of value the field takes. */
export function ValueInput(props: ValueInputProps) {
  const { id, label, kind, choices, limits, value, offering, onText, onValue, onFocus, onBlur } = props;
  const error = limitFlaw(kind, value, limits) ?? props.error;
  const shared = { id, "aria-label": label, error, onFocus };
  const blurring = onBlur === undefined ? {} : { onBlur };
  if (kind === "json" || kind === "list" || kind === "object") return <JsonInput {...props} />;
  if (kind === "choice" || kind === "flag") {
    const data = kind === "flag" ? flags : [...choices];
    const take = (chosen: string | null) => onValue(kind === "flag" ? chosen === "true" : (chosen ?? ""));
    return <Select {...shared} data={data} value={textOf(value) || null} onChange={take} placeholder={texts.none} />;
  }
  if (kind === "number") return <NumberInput {...props} error={error} />;
  const told = error === null ? lengthTold(value, limits) : null;
  return (
    <>
      <Textarea
        {...shared}
        {...blurring}
        {...(offering === true ? { "data-mantine-stop-propagation": true } : {})}
        autosize
        minRows={1}
        maxRows={10}
        value={textOf(value)}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      {told === null ? null : (
        <Text size="sm" c="dimmed">
          {told}
        </Text>
      )}
    </>
  );
}

const flags = [
  { value: "true", label: texts.yes },
  { value: "false", label: texts.no },
];
