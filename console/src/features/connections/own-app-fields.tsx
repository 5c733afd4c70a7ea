import { PasswordInput, TextInput } from "@mantine/core";
import type { OwnAppField } from "@velodrome/contract";
import type { NewConnection } from "./new-connection.ts";
import { texts } from "./texts.ts";

interface OwnAppFieldsProps {
  asked: readonly OwnAppField[];
  values: NewConnection["app"];
  problems: Readonly<Record<string, string>>;
  onChange: (change: NewConnection["app"]) => void;
}

/** Of an app that the connection brings, because its Setup leaves it empty. The secret is sealed and never shown again. */
export function OwnAppFields({ asked, values, problems, onChange }: OwnAppFieldsProps) {
  return asked.map((field) => {
    const shared = {
      label: texts.ownApp[field],
      description: texts.ownAppHints[field],
      value: values[field] ?? "",
      error: problems[field],
      onChange: (event: { currentTarget: { value: string } }) => onChange({ [field]: event.currentTarget.value }),
    };
    return field === "clientSecret" ? (
      <PasswordInput
        key={field}
        {...shared}
        aria-invalid={problems[field] !== undefined}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": texts.showSecret }}
      />
    ) : (
      <TextInput key={field} {...shared} autoComplete="off" spellCheck={false} />
    );
  });
}
