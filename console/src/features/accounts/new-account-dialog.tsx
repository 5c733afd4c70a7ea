import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Account, AccountCreate } from "@velodrome/contract";
import { type SubmitEvent, useState } from "react";
import { ownZone } from "../../lib/time-zones.ts";
import { texts as common } from "../../lib/texts.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { createAccount } from "./create-account.ts";
import { emptyAccount, type NewAccount, readNewAccount } from "./new-account.ts";
import { texts } from "./texts.ts";
import { Dialog } from "../../ui/dialog.tsx";

interface NewAccountDialogProps {
  opened: boolean;
  onClose: () => void;
  onCreated: (account: Account) => void;
}

const fields = [
  { name: "name", label: texts.name, hint: null, type: "text" },
  { name: "externalId", label: texts.externalId, hint: texts.externalIdHint, type: "text" },
  { name: "contactEmail", label: texts.contactEmail, hint: texts.contactHint, type: "email" },
] as const;

/** A new customer. Its time zone is that of whoever makes it. */
export function NewAccountDialog({ opened, onClose, onCreated }: NewAccountDialogProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<NewAccount>(emptyAccount);
  const [shown, setShown] = useState(false);
  const create = useMutation({
    mutationFn: (body: AccountCreate) => createAccount(body),
    onSuccess: async (made) => {
      onCreated(made);
      await client.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
  const { account, problems } = readNewAccount(draft, ownZone());
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setShown(true);
    if (account !== null) create.mutate(account);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={texts.add}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text c="dimmed">{texts.newHint}</Text>
          {create.isError ? <ActFailure error={create.error} heading={texts.createFailed} /> : null}
          {fields.map(({ name, label, hint, type }, index) => (
            <TextInput
              key={name}
              type={type}
              label={label}
              description={hint}
              value={draft[name]}
              error={shown ? problems?.[name] : null}
              onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
              autoComplete="off"
              {...(index === 0 ? { "data-autofocus": true } : {})}
            />
          ))}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {common.notNow}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {texts.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
