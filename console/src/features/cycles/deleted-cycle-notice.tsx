import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconTrash } from "@tabler/icons-react";
import { Callout } from "../../ui/callout.tsx";
import { ActFailure, messageOf } from "../../ui/failure.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { cycleQuery } from "./get-cycle.ts";
import { restoreCycle } from "./shelve-cycle.ts";
import { texts } from "./shelf-texts.ts";

interface DeletedProps {
  account: string;
  cycle: string;
  /** What the server said. */
  error: unknown;
}

/** Takes the cycle out of the recycle bin; it may be that somebody else just did. */
function useRestore(account: string, cycle: string, onRestored: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => restoreCycle(account, cycle),
    onSuccess: onRestored,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: cycleQuery(account, cycle).queryKey }),
        client.invalidateQueries({ queryKey: ["cycles", account] }),
      ]),
  });
}

function Acts({ account, restore }: { account: string; restore: ReturnType<typeof useRestore> }) {
  return (
    <Group gap="sm">
      <Button variant="default" loading={restore.isPending} onClick={() => restore.mutate()}>
        {texts.restore}
      </Button>
      <ButtonLink variant="default" to="/accounts/$account/recycle-bin" params={{ account }}>
        {texts.openBin}
      </ButtonLink>
    </Group>
  );
}

const restoreFailure = (error: unknown) =>
  error === null ? null : <ActFailure error={error} heading={texts.restoreThisFailed} />;

/** Where the page of a deleted cycle would be. */
export function DeletedCycleNotice({ account, cycle, error }: DeletedProps) {
  const restore = useRestore(account, cycle, () => undefined);
  return (
    <>
      {restoreFailure(restore.error)}
      <Notice
        whole
        icon={IconTrash}
        heading={texts.deletedHeading}
        text={messageOf(error)}
        action={<Acts account={account} restore={restore} />}
      />
    </>
  );
}

/** Over a cycle that was deleted while somebody works at it: what they do is kept, and goes on after `onRestored`. */
export function DeletedCycleCallout({ account, cycle, error, onRestored }: DeletedProps & { onRestored: () => void }) {
  const restore = useRestore(account, cycle, onRestored);
  return (
    <>
      {restoreFailure(restore.error)}
      <Callout
        loud
        tone="amber"
        icon={IconTrash}
        heading={texts.deletedHeading}
        acts={<Acts account={account} restore={restore} />}
      >
        {messageOf(error)} {texts.deletedKept}
      </Callout>
    </>
  );
}
