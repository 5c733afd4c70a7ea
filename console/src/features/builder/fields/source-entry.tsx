import { Select } from "@mantine/core";
import type { Source } from "@velodrome/contract";
import { useState } from "react";
import { CodeInput } from "./code-input.tsx";
import { completionsOf } from "./completions.ts";
import { useFields } from "./field-context.ts";
import { texts } from "./field-texts.ts";
import { MappedInput } from "./mapped-input.tsx";
import { Preview } from "./preview.tsx";
import { modeOf, typedText } from "./source-mode.ts";
import { noLimits, type SourceInputProps } from "./source-props.ts";
import { ValueInput } from "./value-input.tsx";

interface SourceEntryProps extends SourceInputProps {
  id: string;
  /** While it is typed into, the plain field stays, also when what is typed has become a template or an expression. */
  typing: boolean;
  onTyping: (typing: boolean) => void;
  /** Whether data is offered for what is typed. */
  offering: boolean;
  error: string | null;
  onFocus: (insert?: (text: string) => void) => void;
}

function VariableInput({ id, label, source, error, onChange }: SourceEntryProps) {
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

interface CodeEntryProps extends SourceEntryProps {
  onEmptied: (emptied: boolean) => void;
}

function CodeEntry({ id, label, field, source, error, onChange, onEmptied, onFocus }: CodeEntryProps) {
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
          // An expression of nothing is none; the editor stays, as it is being written in.
          else onChange(next === "" ? undefined : { expression: next }, field);
          onEmptied(!template && next === "");
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

/** What a field holds, in the way it is filled. */
export function SourceEntry(props: SourceEntryProps) {
  const { id, label, field, kind = "text", choices = [], source, error, typing, onTyping, onChange, onFocus } = props;
  const { limits = noLimits, offering } = props;
  const [emptied, setEmptied] = useState(false);
  const mode = modeOf(source);
  const isWritten = mode === "template" || mode === "expression";
  const isCode = isWritten || (emptied && source === undefined);
  if (emptied && source !== undefined && !isWritten) setEmptied(false);
  if (isCode && !typing) return <CodeEntry {...props} onEmptied={setEmptied} />;
  if (mode === "variable") return <VariableInput {...props} />;
  if (source !== undefined && "step" in source) {
    return (
      <MappedInput
        {...{ id, label, kind, limits, source, error }}
        onChange={(next) => onChange(next, field)}
        onFocus={() => onFocus()}
      />
    );
  }
  if (props.lookup !== undefined) return props.lookup;
  return (
    <ValueInput
      {...{ id, label, kind, choices, limits, error, offering }}
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
