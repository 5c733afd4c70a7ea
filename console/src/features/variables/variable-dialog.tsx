import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { AccountVariable } from "@velodrome/contract";
import { type SubmitEvent, useState } from "react";
import { texts as common } from "../../lib/texts.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { putVariable, variablesQuery } from "./list-variables.ts";
import { texts } from "./texts.ts";
import classes from "./variables.module.css";
import { ValueFields } from "./value-fields.tsx";
import { draftOf, emptyVariable, nameProblem, valueOf } from "./variable-draft.ts";
import { OpenDialog } from "../../ui/dialog.tsx";

interface VariableDialogProps {
  account: string;
  /** Null for a new one. */
  variable: AccountVariable | null;
  /** Names that are taken. */
  taken: readonly string[];
  onClose: () => void;
}

function NameField({
  name,
  error,
  onChange,
}: {
  name: string;
  error: string | null;
  onChange: (name: string) => void;
}) {
  return (
    <TextInput
      label={texts.name}
      description={texts.nameHint}
      value={name}
      error={error}
      classNames={{ input: classes.code ?? "" }}
      spellCheck={false}
      autoComplete="off"
      maxLength={100}
      data-autofocus
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A variable of the account, new or changed. */
export function VariableDialog({ account, variable, taken, onClose }: VariableDialogProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => (variable === null ? emptyVariable : draftOf(variable)));
  const [shown, setShown] = useState(false);
  const save = useMutation({
    mutationFn: ({ value }: { value: unknown }) =>
      putVariable(account, draft.name, { value, description: draft.description.trim() }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: variablesQuery(account).queryKey });
      onClose();
    },
  });
  const wrongName = variable === null ? nameProblem(draft.name, taken) : null;
  const read = valueOf(draft);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setShown(true);
    if (wrongName === null && "value" in read) save.mutate(read);
  };
  return (
    <OpenDialog onClose={onClose} title={variable === null ? texts.add : texts.edit(variable.name)}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {variable === null ? (
            <NameField
              name={draft.name}
              error={shown ? wrongName : null}
              onChange={(name) => setDraft({ ...draft, name })}
            />
          ) : null}
          <ValueFields draft={draft} problem={shown && "problem" in read ? read.problem : null} onChange={setDraft} />
          <TextInput
            label={texts.description}
            description={texts.descriptionHint}
            value={draft.description}
            autoComplete="off"
            maxLength={500}
            onChange={(event) => setDraft({ ...draft, description: event.currentTarget.value })}
          />
          {save.isError ? <ActFailure error={save.error} heading={texts.saveFailed} /> : null}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {common.notNow}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {texts.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </OpenDialog>
  );
}
