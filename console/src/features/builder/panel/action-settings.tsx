import { Button, Group, Select, Stack, Text } from "@mantine/core";
import type { ActionStep, ConnectorMethod, InputSource } from "@velodrome/contract";
import { useState } from "react";
import { useBuilder } from "../builder-context.ts";
import { type InputField, inputFields } from "../document/input-field.ts";
import { withPart } from "../document/with-part.ts";
import { fieldId, missingIn, useFields } from "../fields/field-context.ts";
import { texts as fieldTexts } from "../fields/field-texts.ts";
import { LookupInput } from "../fields/lookup-input.tsx";
import { FieldInput } from "../parts/field-input.tsx";
import { ConnectionChoice } from "./connection-choice.tsx";
import { texts } from "./panel-texts.ts";

interface Given {
  step: ActionStep;
  onChange: (step: ActionStep, key?: string) => void;
}

/** From so many on, those that need not be filled can be hidden. */
const manyFields = 6;

function Field({ step, field, lookup, onChange }: Given & { field: InputField; lookup: string | undefined }) {
  const { account } = useBuilder();
  const { missing } = useFields();
  const source = Object.hasOwn(step.input, field.name) ? step.input[field.name] : undefined;
  const place = `input.${field.name}`;
  const put = (next: InputSource | undefined, key?: string) =>
    onChange({ ...step, input: withPart<Record<string, InputSource>, string>(step.input, field.name, next) }, key);
  const hint = [field.hint, field.initial === null ? null : fieldTexts.initially(field.initial)];
  const listed =
    lookup === undefined || step.connection === undefined
      ? {}
      : {
          lookup: (
            <LookupInput
              id={fieldId(step.id, place)}
              label={field.label}
              {...{ account, lookup, connection: step.connection }}
              value={source !== undefined && "value" in source ? String(source.value) : ""}
              error={missingIn(missing, place)}
              onChange={(value) => put(value === undefined ? undefined : { value }, place)}
            />
          ),
        };
  return (
    <FieldInput
      step={step.id}
      field={place}
      label={field.label}
      hint={hint.filter(Boolean).join(" ") || null}
      required={field.required}
      shape={field}
      source={source}
      onChange={put}
      {...listed}
    />
  );
}

function Fields({ method, ...given }: Given & { method: ConnectorMethod }) {
  const [all, setAll] = useState(false);
  const fields = inputFields(method.input);
  const filled = ({ name }: InputField) => Object.hasOwn(given.step.input, name);
  const many = fields.length >= manyFields && fields.some(({ required }) => !required);
  const shown = many && !all ? fields.filter((field) => field.required || filled(field)) : fields;
  return (
    <>
      {fields.length === 0 ? <Text c="dimmed">{fieldTexts.takesNothing}</Text> : null}
      {shown.map((field) => (
        <Field key={field.name} {...given} field={field} lookup={method.lookups[field.name]} />
      ))}
      {many ? (
        <Group>
          <Button variant="subtle" color="gray" onClick={() => setAll(!all)}>
            {all ? fieldTexts.showRequired : fieldTexts.showAll}
          </Button>
        </Group>
      ) : null}
    </>
  );
}

const crashChoices = [
  { value: "repeat", label: texts.afterCrashes.repeat },
  { value: "fail", label: texts.afterCrashes.fail },
];

/** The form of a connector's action, made from what its method says it takes. */
export function ActionSettings({ step, onChange }: Given) {
  const { connectors } = useBuilder();
  const connector = connectors.get(step.connector);
  const method = connector?.methods.find(({ name, type }) => type === "action" && name === step.method);
  return (
    <Stack gap="lg">
      <ConnectionChoice step={step} onChange={(connection) => onChange({ ...step, connection })} />
      {method === undefined ? (
        connector === undefined ? null : (
          <Text c="dimmed">{texts.methodGone}</Text>
        )
      ) : (
        <Fields step={step} method={method} onChange={onChange} />
      )}
      <Select
        label={texts.afterCrash}
        data={crashChoices}
        value={step.afterCrash ?? "repeat"}
        allowDeselect={false}
        onChange={(chosen) => onChange(withPart(step, "afterCrash", chosen === "fail" ? "fail" : undefined))}
      />
    </Stack>
  );
}
