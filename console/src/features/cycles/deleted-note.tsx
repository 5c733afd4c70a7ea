import { Button, Group } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { Callout } from "../../ui/callout.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { texts } from "./shelf-texts.ts";
import type { useDeleteCycle } from "./use-delete-cycle.ts";

/** Says what was deleted, with the way back, or why it was not. */
export function DeletedNote({ deleted, remove, undo }: ReturnType<typeof useDeleteCycle>) {
  return (
    <>
      {remove.isError ? <ActFailure error={remove.error} heading={texts.deleteFailed(remove.variables.name)} /> : null}
      {undo.isError ? <ActFailure error={undo.error} heading={texts.restoreFailed(undo.variables.name)} /> : null}
      {deleted === null ? null : (
        <Callout tone="neutral" icon={IconTrash} loud>
          <Group gap="md">
            {texts.deleted(deleted.name)}
            <Button variant="default" size="compact-sm" loading={undo.isPending} onClick={() => undo.mutate(deleted)}>
              {texts.undo}
            </Button>
          </Group>
        </Callout>
      )}
    </>
  );
}
