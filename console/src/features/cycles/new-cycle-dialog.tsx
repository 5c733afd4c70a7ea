import { Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Connection } from "@velodrome/contract";
import { type SubmitEvent, useState } from "react";
import { texts as common } from "../../lib/texts.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { createCycle } from "./create-cycle.ts";
import { starterCycle } from "./starter-cycle.ts";
import { texts } from "./texts.ts";

interface NewCycleDialogProps {
  account: string;
  /** Messenger connections it may take its messages from. */
  connections: readonly Connection[];
  opened: boolean;
  onClose: () => void;
  onCreated: (cycle: string) => void;
}

const firstWord = "hi";

/** A first cycle of Message and Decision, until cycles can be drawn. */
export function NewCycleDialog({ account, connections, opened, onClose, onCreated }: NewCycleDialogProps) {
  const client = useQueryClient();
  const [name, setName] = useState<string>(texts.newName);
  const [word, setWord] = useState(firstWord);
  const [chosen, setChosen] = useState<string | null>(null);
  const connection = chosen ?? (connections.length === 1 ? (connections[0]?.id ?? null) : null);
  const create = useMutation({
    mutationFn: () => createCycle(account, { name: name.trim(), document: starterCycle(connection, word.trim()) }),
    onSuccess: async ({ id }) => {
      onCreated(id);
      await client.invalidateQueries({ queryKey: ["cycles", account] });
    },
  });
  const complete = name.trim() !== "" && word.trim() !== "";
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (complete) create.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={texts.newHeading} closeButtonProps={{ "aria-label": common.close }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text c="dimmed">{texts.newHint}</Text>
          {create.isError ? <ActFailure error={create.error} heading={texts.newFailed} /> : null}
          <TextInput
            label={texts.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Select
            label={texts.newConnection}
            description={connections.length === 0 ? texts.newConnectionNone : texts.newConnectionHint}
            placeholder={texts.newConnectionLater}
            data={connections.map((one) => ({ value: one.id, label: one.name }))}
            value={connection}
            onChange={setChosen}
            disabled={connections.length === 0}
            allowDeselect={false}
          />
          <TextInput
            label={texts.newWord}
            description={texts.newWordHint}
            value={word}
            onChange={(event) => setWord(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {common.notNow}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={!complete}>
              {texts.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
