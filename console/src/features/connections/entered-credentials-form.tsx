import { Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { Connection, Connector } from "@velodrome/contract";
import { type SubmitEvent, useState } from "react";
import { ActFailure } from "../../ui/failure.tsx";
import { putCredentials } from "./put-credentials.ts";
import { SchemaFieldInput } from "./schema-field-input.tsx";
import { missingFields, schemaFields } from "./schema-fields.ts";
import { texts } from "./texts.ts";
import { useFollowConnection } from "./use-connection-acts.ts";

type EnteredKind = Exclude<Connector["auth"][number]["kind"], "oauth2">;

interface EnteredCredentialsFormProps {
  account: string;
  connection: Connection;
  kind: EnteredKind;
  /** JSON Schema of what is asked for; null where nothing is. */
  fields: unknown;
  onDone: () => void;
}

/** Authenticates by values that a person enters: an API key, a name and password, or nothing at all. */
export function EnteredCredentialsForm({ account, connection, kind, fields, onDone }: EnteredCredentialsFormProps) {
  const follow = useFollowConnection(account);
  const asked = schemaFields(fields);
  const [entered, setEntered] = useState<Record<string, string>>({});
  const [missing, setMissing] = useState<readonly string[]>([]);
  const put = useMutation({
    mutationFn: () => {
      const values = Object.fromEntries(asked.map(({ name, initial }) => [name, entered[name] ?? initial]));
      return putCredentials(account, connection.id, { auth: kind, values });
    },
    onSuccess: async (changed) => {
      onDone();
      await follow(changed);
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const empty = missingFields(asked, entered);
    setMissing(empty);
    if (empty.length === 0) put.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {put.isError ? <ActFailure error={put.error} heading={texts.valuesFailed} /> : null}
        {asked.map((field) => (
          <SchemaFieldInput
            key={field.name}
            field={field}
            value={entered[field.name] ?? field.initial}
            error={missing.includes(field.name) ? texts.required : null}
            onChange={(value) => setEntered({ ...entered, [field.name]: value })}
          />
        ))}
        <Group>
          <Button type="submit" loading={put.isPending}>
            {texts.connect}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
