import { Input, SegmentedControl, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useId } from "react";
import { texts } from "./texts.ts";
import classes from "./variables.module.css";
import { inType, type VariableDraft, variableTypes } from "./variable-draft.ts";

interface ValueFieldsProps {
  draft: VariableDraft;
  problem: string | null;
  onChange: (draft: VariableDraft) => void;
}

const types = variableTypes.map((value) => ({ value, label: texts.types[value] }));
const flags = (["true", "false"] as const).map((value) => ({ value, label: texts.flags[value] }));

function ValueField({ draft, problem, onChange }: ValueFieldsProps) {
  const take = (text: string) => onChange({ ...draft, text });
  const shared = { label: texts.value, error: problem };
  if (draft.type === "flag") {
    return (
      <Select
        {...shared}
        data={flags}
        value={draft.text}
        allowDeselect={false}
        onChange={(chosen) => take(chosen ?? draft.text)}
      />
    );
  }
  if (draft.type === "number") {
    return (
      <TextInput
        {...shared}
        inputMode="decimal"
        value={draft.text}
        onChange={(event) => take(event.currentTarget.value)}
      />
    );
  }
  const isJson = draft.type === "json";
  return (
    <Textarea
      {...shared}
      autosize
      minRows={isJson ? 4 : 2}
      maxRows={14}
      spellCheck={!isJson}
      {...(isJson ? { classNames: { input: classes.code ?? "" } } : {})}
      value={draft.text}
      onChange={(event) => take(event.currentTarget.value)}
    />
  );
}

/** What a variable is, by its type. */
export function ValueFields(props: ValueFieldsProps) {
  const { draft, onChange } = props;
  const id = useId();
  return (
    <Stack gap="md">
      <Input.Wrapper label={texts.type} labelElement="div" labelProps={{ id }}>
        <SegmentedControl
          fullWidth
          aria-labelledby={id}
          data={types}
          value={draft.type}
          onChange={(type) => onChange(inType(draft, type as VariableDraft["type"]))}
        />
      </Input.Wrapper>
      <ValueField {...props} />
    </Stack>
  );
}
