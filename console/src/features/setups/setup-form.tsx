import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import type { Connector, Setup } from "@velodrome/contract";
import { type ReactNode, type SubmitEvent, useEffect, useRef, useState } from "react";
import { serverWords } from "../../lib/server-words.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { Surface } from "../../ui/surface.tsx";
import { OwnAppsField, PairFields, VerifyTokenField } from "./app-fields.tsx";
import { draftProblems, type Problems } from "./draft-problems.ts";
import { ConfigIdField, LoginFields, ScopesField } from "./login-fields.tsx";
import type { PairFault } from "./pair-fault.ts";
import { AdvancedFields, DefaultField, SharedPagesField } from "./rule-fields.tsx";
import { draftOf, emptyDraft, isMetaApp, type SetupDraft } from "./setup-draft.ts";
import { texts } from "./texts.ts";
import { useSaveSetup } from "./use-save-setup.ts";
import { VersionField } from "./version-field.tsx";

interface SetupFormProps {
  connector: Connector;
  /** What is saved; null for a new Setup. */
  setup: Setup | null;
  /** What the application has against the pair, said at the field, and when it said so, in ms. */
  fault?: PairFault | null;
  checkedAt?: number;
  onSaved?: (saved: Setup) => void;
  /** Stands under the Client Secret, and under all fields. */
  underPair?: ReactNode;
}

/** A fault is shown until the field it speaks of is changed. */
function faultProblems(fault: PairFault | null, draft: SetupDraft, setup: Setup | null): Problems {
  if (fault === null) return {};
  const untouched = fault.field === "clientSecret" ? draft.clientSecret === "" : draft.clientId === setup?.clientId;
  return untouched ? { [fault.field]: serverWords(fault.message) } : {};
}

/** After a failed attempt, here or at the application, a person stands at the first field that is wrong. */
function useFocusWrong(attempts: number, checkedAt: number) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (attempts + checkedAt > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [attempts, checkedAt]);
  return form;
}

/** The partner's values for a connector: one app registered with the application. */
export function SetupForm({ connector, setup, fault = null, checkedAt = 0, onSaved, underPair }: SetupFormProps) {
  const [draft, setDraft] = useState(() => (setup === null ? emptyDraft(connector) : draftOf(setup)));
  const [attempts, setAttempts] = useState(0);
  const form = useFocusWrong(attempts, checkedAt);
  const metaApp = isMetaApp(connector);
  const save = useSaveSetup(connector, setup, (saved) => {
    setDraft(draftOf(saved));
    setAttempts(0);
    onSaved?.(saved);
  });
  // What stands empty so far has to be filled when the app is to be the Setup's own.
  const found = draftProblems(draft, { metaApp, needsSecret: setup === null || !setup.hasClientSecret });
  const problems = { ...faultProblems(fault, draft, setup), ...(attempts > 0 ? found : {}) };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAttempts(attempts + 1);
    if (Object.keys(found).length === 0) save.mutate(draft);
  };
  const change = (part: Partial<SetupDraft>) => setDraft((before) => ({ ...before, ...part }));
  const fields = { draft, setup, problems, metaApp, onChange: change };
  const brought = setup !== null && setup.base !== null;
  return (
    <Surface>
      <form ref={form} onSubmit={submit} noValidate aria-label={texts.form}>
        <Stack gap="md">
          <TextInput
            label={texts.name}
            description={texts.nameHint}
            value={draft.name}
            maxLength={200}
            onChange={(event) => change({ name: event.currentTarget.value })}
            error={problems.name}
            autoComplete="off"
          />
          <PairFields {...fields} />
          {brought ? null : <OwnAppsField {...fields} />}
          {underPair}
          {brought ? <BroughtFields {...fields} /> : <OwnFields {...fields} connector={connector} />}
          {save.isError ? <ActFailure heading={texts.saveFailed} error={save.error} /> : null}
          <Group gap="md">
            <Button type="submit" loading={save.isPending}>
              {metaApp && !draft.ownApps ? texts.saveAndCheck : texts.save}
            </Button>
            <Text span role="status" size="sm" c="dimmed">
              {save.isSuccess ? texts.savedPlain : ""}
            </Text>
          </Group>
        </Stack>
      </form>
    </Surface>
  );
}

/** What an app has that a connection brought, and no other. */
function BroughtFields(fields: Parameters<typeof LoginFields>[0]) {
  return (
    <>
      <VerifyTokenField {...fields} />
      {fields.draft.loginKind === "login-for-business" ? <ConfigIdField {...fields} /> : null}
    </>
  );
}

/** All that a Setup of the partner's own says; an app that a connection brought has it from there. */
function OwnFields({ connector, ...fields }: Parameters<typeof LoginFields>[0] & { connector: Connector }) {
  const { metaApp } = fields;
  return (
    <>
      {metaApp ? <MetaFields {...fields} connector={connector} /> : <ScopesField {...fields} />}
      <DefaultField {...fields} />
      {metaApp ? <AdvancedFields {...fields} /> : null}
    </>
  );
}

function MetaFields({ connector, ...fields }: Parameters<typeof LoginFields>[0] & { connector: Connector }) {
  return (
    <>
      <VerifyTokenField {...fields} />
      <VersionField {...fields} versions={connector.setup.versions} />
      <LoginFields {...fields} />
      <SharedPagesField {...fields} />
    </>
  );
}
