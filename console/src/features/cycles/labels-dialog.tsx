import { Autocomplete, Button, Group, Stack, TagsInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Cycle } from "@velodrome/contract";
import { type SubmitEvent, useState } from "react";
import { texts as common } from "../../lib/texts.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { labelsQuery } from "./list-cycles.ts";
import { labelCycle } from "./shelve-cycle.ts";
import { texts } from "./shelf-texts.ts";
import { OpenDialog } from "../../ui/dialog.tsx";

interface LabelsDialogProps {
  account: string;
  cycle: Cycle;
  onClose: () => void;
}

/** Where a cycle stands, and what it is marked with. */
export function LabelsDialog({ account, cycle, onClose }: LabelsDialogProps) {
  const client = useQueryClient();
  const { data: used } = useQuery(labelsQuery(account));
  const [folder, setFolder] = useState(cycle.folder ?? "");
  const [tags, setTags] = useState(cycle.tags);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => labelCycle(account, cycle.id, { folder: folder.trim() || null, tags }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ["cycles", account] });
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    mutate();
  };
  return (
    <OpenDialog onClose={onClose} title={texts.labelsOf(cycle.name)}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {error === null ? null : <ActFailure error={error} heading={texts.labelFailed} />}
          <Autocomplete
            label={texts.folder}
            description={texts.folderHint}
            // What it is already is no choice, and would lie over the next field.
            data={used?.folders.map(({ name }) => name).filter((name) => name !== folder) ?? []}
            value={folder}
            onChange={setFolder}
            maxLength={60}
            data-autofocus
          />
          <TagsInput
            label={texts.tags}
            description={texts.tagsHint}
            data={used?.tags.map(({ name }) => name) ?? []}
            value={tags}
            onChange={setTags}
            maxTags={20}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {common.notNow}
            </Button>
            <Button type="submit" loading={isPending}>
              {texts.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </OpenDialog>
  );
}
