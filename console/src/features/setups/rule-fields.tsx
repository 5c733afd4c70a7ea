import { Checkbox, Select, Stack, TextInput } from "@mantine/core";
import { type SharedPageRule, sharedPageRules } from "@velodrome/contract";
import { Disclosure } from "../../ui/disclosure.tsx";
import type { FieldProps } from "./field-props.ts";
import classes from "./setup-form.module.css";
import { texts } from "./texts.ts";

export function SharedPagesField({ draft, onChange }: FieldProps) {
  return (
    <Select
      label={texts.sharedPages}
      data={sharedPageRules.map((rule) => ({ value: rule, label: texts.sharedPagesRules[rule] }))}
      value={draft.sharedPages}
      onChange={(rule) => onChange(rule === null ? {} : { sharedPages: rule as SharedPageRule })}
      allowDeselect={false}
    />
  );
}

export function DefaultField({ draft, setup, onChange }: FieldProps) {
  const fixed = setup?.isDefault === true;
  return (
    <Checkbox
      label={texts.isDefault}
      description={fixed ? texts.isDefaultFixed : texts.isDefaultHint}
      checked={draft.isDefault}
      disabled={fixed}
      onChange={(event) => onChange({ isDefault: event.currentTarget.checked })}
    />
  );
}

/** Addresses of whatever stands in for Facebook. */
export function AdvancedFields({ draft, problems, onChange }: FieldProps) {
  const wrong = problems.graphUrl !== undefined || problems.dialogUrl !== undefined;
  return (
    <Disclosure label={texts.advanced} opened={wrong || draft.graphUrl !== "" || draft.dialogUrl !== ""}>
      <Stack gap="md">
        <TextInput
          label={texts.graphUrl}
          description={texts.graphUrlHint}
          value={draft.graphUrl}
          onChange={(event) => onChange({ graphUrl: event.currentTarget.value })}
          error={problems.graphUrl}
          inputMode="url"
          autoComplete="off"
          classNames={{ input: classes.mono }}
        />
        <TextInput
          label={texts.dialogUrl}
          description={texts.dialogUrlHint}
          value={draft.dialogUrl}
          onChange={(event) => onChange({ dialogUrl: event.currentTarget.value })}
          error={problems.dialogUrl}
          inputMode="url"
          autoComplete="off"
          classNames={{ input: classes.mono }}
        />
      </Stack>
    </Disclosure>
  );
}
