import { Button, Group, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Connection } from "@velodrome/contract";
import { type SubmitEvent, useState } from "react";
import { texts as common } from "../../lib/texts.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { createCycle } from "./create-cycle.ts";
import { type Starter, starterCycle, starters } from "./starter-cycle.ts";
import { texts as starterTexts } from "./starter-texts.ts";
import { texts } from "./texts.ts";
import { Dialog } from "../../ui/dialog.tsx";

interface NewCycleDialogProps {
  account: string;
  /** Messenger connections it may take its messages from. */
  connections: readonly Connection[];
  opened: boolean;
  onClose: () => void;
  /** With the step to begin at, where it has one. */
  onCreated: (cycle: string, step: string | null) => void;
}

const choices = starters.map((starter) => ({
  value: starter,
  name: starterTexts.names[starter],
  hint: starterTexts.hints[starter],
}));

function StarterChoice({ chosen, onChoose }: { chosen: Starter; onChoose: (starter: Starter) => void }) {
  const choose = (value: string) => {
    const found = starters.find((starter) => starter === value);
    if (found !== undefined) onChoose(found);
  };
  return (
    <Radio.Group label={texts.newStarter} value={chosen} onChange={choose}>
      <Stack gap="xs" mt="xs">
        {choices.map(({ value, name, hint }) => (
          <Radio key={value} value={value} label={name} description={hint} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

/** A new cycle: what it begins with, and which Page's messages start it. */
export function NewCycleDialog({ account, connections, opened, onClose, onCreated }: NewCycleDialogProps) {
  const client = useQueryClient();
  const [typed, setTyped] = useState<string | null>(null);
  const [starter, setStarter] = useState<Starter>("greeting");
  const [chosen, setChosen] = useState<string | null>(null);
  const name = typed ?? (starter === "blank" ? texts.newName : starterTexts.names[starter]);
  const connection = chosen ?? (connections.length === 1 ? (connections[0]?.id ?? null) : null);
  const create = useMutation({
    mutationFn: () => createCycle(account, { name: name.trim(), document: starterCycle(starter, connection) }),
    onSuccess: async ({ id, document }) => {
      onCreated(id, document.steps[0]?.id ?? null);
      await client.invalidateQueries({ queryKey: ["cycles", account] });
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (name.trim() !== "") create.mutate();
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={texts.newHeading}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {create.isError ? <ActFailure error={create.error} heading={texts.newFailed} /> : null}
          <StarterChoice chosen={starter} onChoose={setStarter} />
          <TextInput
            label={texts.name}
            value={name}
            maxLength={200}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          {starter === "blank" ? null : (
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
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {common.notNow}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={name.trim() === ""}>
              {texts.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
