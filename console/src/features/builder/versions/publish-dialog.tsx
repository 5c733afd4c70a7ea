import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import type { CycleVersion } from "@velodrome/contract";
import { useState } from "react";
import { texts as common } from "../../../lib/texts.ts";
import { useBuilder } from "../builder-context.ts";
import { withOnlyConnections } from "../document/only-connections.ts";
import { ChangeList } from "./change-list.tsx";
import { ComparisonView } from "./comparison-view.tsx";
import { texts } from "./version-texts.ts";
import { OpenDialog } from "../../../ui/dialog.tsx";

interface PublishDialogProps {
  /** The latest first. */
  versions: readonly CycleVersion[];
  onPublish: (note: string) => void;
  onClose: () => void;
}

/** Makes the draft a version, with a note and a look at what changed. */
export function PublishDialog({ versions, onPublish, onClose }: PublishDialogProps) {
  const latest = versions[0] ?? null;
  const { accountName, connections, cycle, editor } = useBuilder();
  const [note, setNote] = useState("");
  const [compared, setCompared] = useState(false);
  if (compared && latest !== null) {
    return <ComparisonView versions={versions} version={latest.version} onClose={() => setCompared(false)} />;
  }
  return (
    <OpenDialog onClose={onClose} title={texts.publishHeading(editor.draft.name, accountName)}>
      <Stack>
        {latest === null ? (
          <Text>{texts.firstVersion}</Text>
        ) : (
          <>
            <Text size="sm">{texts.changesSince(latest.version)}</Text>
            <ChangeList before={latest.document} after={withOnlyConnections(editor.draft.document, connections)} />
            <Group>
              <Button variant="default" onClick={() => setCompared(true)}>
                {texts.showChanges}
              </Button>
            </Group>
            {cycle.status === "running" ? (
              <Text size="sm" c="dimmed">
                {texts.goesOn(latest.version)}
              </Text>
            ) : null}
          </>
        )}
        <Textarea
          label={texts.note}
          description={texts.noteHint}
          autosize
          minRows={2}
          maxLength={2000}
          value={note}
          data-autofocus
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {common.notNow}
          </Button>
          <Button
            onClick={() => {
              onPublish(note.trim());
              onClose();
            }}
          >
            {texts.publishAct}
          </Button>
        </Group>
      </Stack>
    </OpenDialog>
  );
}
