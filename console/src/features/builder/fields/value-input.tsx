import { Select, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import type { InputField } from "../document/input-field.ts";
import { texts } from "./field-texts.ts";

interface ValueInputProps {
  id: string;
  label: string;
  kind: InputField["kind"];
  choices: readonly string[];
  value: unknown;
  error: string | null;
  onText: (text: string) => void;
  onValue: (value: unknown) => void;
  onFocus: () => void;
  onBlur?: () => void;
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : value === undefined ? "" : (JSON.stringify(value) ?? "");

/** JSON is taken over once it can be read; until then it is kept as it is typed. */
function JsonInput({ id, label, value, error, onValue, onFocus }: ValueInputProps) {
  const [typed, setTyped] = useState(() => JSON.stringify(value, null, 2) ?? "");
  const [wrong, setWrong] = useState(false);
  const take = (text: string) => {
    setTyped(text);
    try {
      onValue(text.trim() === "" ? "" : JSON.parse(text));
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
      ff="monospace"
      spellCheck={false}
      value={typed}
      error={wrong ? texts.notJson : error}
      onChange={(event) => take(event.currentTarget.value)}
      onFocus={onFocus}
    />
  );
}

/** A value that is written here, by what kind of value the field takes. */
export function ValueInput(props: ValueInputProps) {
  const { id, label, kind, choices, value, error, onText, onValue, onFocus, onBlur } = props;
  const shared = { id, "aria-label": label, error, onFocus };
  const blurring = onBlur === undefined ? {} : { onBlur };
  if (kind === "json") return <JsonInput {...props} />;
  if (kind === "choice" || kind === "flag") {
    const data = kind === "flag" ? flags : [...choices];
    const take = (chosen: string | null) => onValue(kind === "flag" ? chosen === "true" : (chosen ?? ""));
    return <Select {...shared} data={data} value={textOf(value) || null} onChange={take} placeholder={texts.none} />;
  }
  if (kind === "number") {
    return (
      <TextInput
        {...shared}
        {...blurring}
        inputMode="decimal"
        value={textOf(value)}
        onChange={({ currentTarget: { value: text } }) =>
          text.trim() !== "" && Number.isFinite(Number(text)) ? onValue(Number(text)) : onText(text)
        }
      />
    );
  }
  return (
    <Textarea
      {...shared}
      {...blurring}
      autosize
      minRows={1}
      maxRows={10}
      value={textOf(value)}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}

const flags = [
  { value: "true", label: texts.yes },
  { value: "false", label: texts.no },
];
