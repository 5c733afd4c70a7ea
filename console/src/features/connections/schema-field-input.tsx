import { Checkbox, PasswordInput, Select, TextInput } from "@mantine/core";
import type { SchemaField } from "./schema-fields.ts";

interface SchemaFieldInputProps {
  field: SchemaField;
  value: string;
  error: string | null;
  onChange: (value: string) => void;
}

const inputTypes: Partial<Record<SchemaField["kind"], string>> = { url: "url", number: "number" };

/** One field of a form that a connector's schema describes. What is secret is never shown in plain. */
export function SchemaFieldInput({ field, value, error, onChange }: SchemaFieldInputProps) {
  const shared = { label: field.label, description: field.hint, error, required: field.required, withAsterisk: false };
  if (field.kind === "flag") {
    return (
      <Checkbox
        label={field.label}
        description={field.hint}
        checked={value === "true"}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    );
  }
  if (field.kind === "choice") {
    return (
      <Select
        {...shared}
        data={[...field.choices]}
        value={value || null}
        onChange={(chosen) => onChange(chosen ?? "")}
        allowDeselect={!field.required}
      />
    );
  }
  const typing = {
    value,
    onChange: (event: { currentTarget: HTMLInputElement }) => onChange(event.currentTarget.value),
  };
  if (field.kind === "secret") return <PasswordInput {...shared} {...typing} autoComplete="off" />;
  return <TextInput {...shared} {...typing} type={inputTypes[field.kind] ?? "text"} autoComplete="off" />;
}
