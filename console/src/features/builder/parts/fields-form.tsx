import { Button, Group, Stack } from "@mantine/core";
import type { InputSource } from "@velodrome/contract";
import { useState } from "react";
import type { InputField } from "../document/input-field.ts";
import { ofFields } from "../document/parts.ts";
import { withPart } from "../document/with-part.ts";
import { texts } from "../fields/field-texts.ts";
import type { PartsProps } from "./part-props.ts";

interface FieldsFormProps extends PartsProps {
  fields: readonly InputField[];
  given: Readonly<Record<string, InputSource>>;
}

/** An object, field by field: those that need not be filled are hidden until somebody asks for them. */
export function FieldsForm({ step, field, label, fields, given, Part, onChange }: FieldsFormProps) {
  const [all, setAll] = useState(false);
  const own = fields.filter(({ only }) => only === undefined);
  const needed = own.filter(({ name, required }) => required || Object.hasOwn(given, name));
  // With nothing in sight there would be nothing to begin with.
  const shown = all || needed.length === 0 ? own : needed;
  const put = (name: string, next: InputSource | undefined, key?: string) =>
    onChange(ofFields(withPart<Record<string, InputSource>, string>({ ...given }, name, next)), key);
  return (
    <Stack gap="sm">
      {shown.map((one) => (
        <Part
          key={one.name}
          step={step}
          field={`${field}.${one.name}`}
          label={one.label}
          hint={one.hint}
          required={one.required}
          shape={one}
          source={Object.hasOwn(given, one.name) ? given[one.name] : undefined}
          onChange={(next, key) => put(one.name, next, key)}
        />
      ))}
      {needed.length === own.length || needed.length === 0 ? null : (
        <Group>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={all ? texts.fewerOf(label) : texts.moreOf(label)}
            onClick={() => setAll(!all)}
          >
            {all ? texts.showRequired : texts.showAll}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
