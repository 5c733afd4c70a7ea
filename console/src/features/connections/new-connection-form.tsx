import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Connection, Connector, Setup } from "@velodrome/contract";
import { IconLogin2 } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";
import { Disclosure } from "../../ui/disclosure.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import type { ConnectWay } from "./connect-way.ts";
import { createConnection } from "./create-connection.ts";
import {
  askedOf,
  emptyDraft,
  type NewConnection,
  newConnectionProblems,
  toCreate,
  verifyTokenPlace,
} from "./new-connection.ts";
import { OwnAppFields } from "./own-app-fields.tsx";
import { ownTokenQuery } from "./own-token.ts";
import { SchemaFieldInput } from "./schema-field-input.tsx";
import { schemaFields } from "./schema-fields.ts";
import { refusedProperties } from "./refused-properties.ts";
import { openSignInWindow } from "./sign-in-window.ts";
import { beginSignIn } from "./start-sign-in.ts";
import { texts } from "./texts.ts";
import { useFollowConnection } from "./use-connection-acts.ts";
import { VerifyTokenInput } from "./verify-token-input.tsx";

interface NewConnectionFormProps {
  account: string;
  connector: Connector;
  setups: readonly Setup[];
  suggestToken: () => string;
  /** The connection is there; `way` is how the person wants to go on. */
  onCreated: (connection: Connection, way: ConnectWay | undefined) => void;
}

interface Go {
  way: ConnectWay | undefined;
  /** Opened while the click was answered; undefined where nobody signs in right away. */
  opened?: Window | null;
}

function useCreate({ account, connector, setups, onCreated }: NewConnectionFormProps, draft: NewConnection) {
  const client = useQueryClient();
  const follow = useFollowConnection(account);
  return useMutation({
    mutationFn: (_: Go) => createConnection(account, toCreate(connector, setups, draft)),
    onError: (_, { opened }) => opened?.close(),
    onSuccess: async (made, { way, opened }) => {
      const token = draft.verifyToken.trim();
      if (token !== "") client.setQueryData(ownTokenQuery(made.id).queryKey, token);
      if (opened !== undefined) await beginSignIn({ account, connection: made.id, opened });
      onCreated(made, way);
      await follow(made);
    },
  });
}

interface FieldsProps extends NewConnectionFormProps {
  draft: NewConnection;
  problems: Readonly<Record<string, string>>;
  onChange: (draft: NewConnection) => void;
}

function Fields({ connector, setups, suggestToken, draft, problems, onChange }: FieldsProps) {
  const set = (change: Partial<NewConnection>) => onChange({ ...draft, ...change });
  const place = verifyTokenPlace(connector, setups, draft.setup);
  const token = (
    <VerifyTokenInput
      hint={place === "needed" ? texts.verifyTokenNeeded : texts.verifyTokenOverride}
      value={draft.verifyToken}
      error={problems.verifyToken ?? null}
      suggest={suggestToken}
      onChange={(verifyToken) => set({ verifyToken })}
    />
  );
  return (
    <>
      <TextInput
        label={texts.name}
        description={texts.nameHint}
        value={draft.name}
        maxLength={200}
        error={problems.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        autoFocus
        autoComplete="off"
      />
      {setups.length > 1 ? (
        <Select
          label={texts.setup}
          description={texts.setupHint}
          data={setups.map(({ id, name, isDefault }) => ({
            value: id,
            label: isDefault ? texts.setupDefault(name) : name,
          }))}
          value={draft.setup}
          onChange={(setup) => set({ setup })}
          allowDeselect={false}
        />
      ) : null}
      {schemaFields(connector.properties)
        .filter(({ name }) => name !== "verifyToken")
        .map((field) => (
          <SchemaFieldInput
            key={field.name}
            field={field}
            value={draft.properties[field.name] ?? field.initial}
            error={problems[field.name] ?? null}
            onChange={(value) => set({ properties: { ...draft.properties, [field.name]: value } })}
          />
        ))}
      <OwnAppFields
        asked={askedOf(setups, draft.setup)}
        values={draft.app}
        problems={problems}
        onChange={(app) => set({ app: { ...draft.app, ...app } })}
      />
      {place === "needed" ? token : null}
      {place === "override" ? <Disclosure label={texts.advanced}>{token}</Disclosure> : null}
    </>
  );
}

/** What a connection needs to be made; then straight on to the sign-in, or another way. */
export function NewConnectionForm(given: NewConnectionFormProps) {
  const { connector, setups } = given;
  const [draft, setDraft] = useState(() => emptyDraft(connector, setups));
  const [shown, setShown] = useState(false);
  const create = useCreate(given, draft);
  // Made once: until the page that follows is there, nothing more can be pressed.
  const busy = create.isPending || create.isSuccess;
  const problems = newConnectionProblems(connector, setups, draft);
  const first = connector.auth[0];
  const oauth = first?.kind === "oauth2";
  const go = (way: ConnectWay | undefined, signIn: boolean) => {
    setShown(true);
    if (Object.keys(problems).length > 0) return;
    create.mutate(signIn ? { way, opened: openSignInWindow() } : { way });
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    go(undefined, oauth);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {create.isError ? <ActFailure error={create.error} heading={texts.createFailed} /> : null}
        <Fields
          {...given}
          draft={draft}
          problems={shown ? { ...refusedProperties(create.error), ...problems } : {}}
          onChange={(changed) => {
            setDraft(changed);
            if (create.isError) create.reset();
          }}
        />
        <Group gap="md">
          <Button type="submit" loading={busy} leftSection={<IconLogin2 size="1em" />}>
            {oauth ? first.title : texts.connect}
          </Button>
          {oauth ? (
            <Text size="sm" c="dimmed" visibleFrom="sm">
              {texts.opensWindow}
            </Text>
          ) : null}
        </Group>
        {oauth ? (
          <Group gap="sm" role="group" aria-label={texts.otherWays}>
            <Button variant="default" disabled={busy} onClick={() => go("link", false)}>
              {texts.makeLink}
            </Button>
            <Button variant="default" disabled={busy} onClick={() => go("token", false)}>
              {texts.paste}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  );
}
