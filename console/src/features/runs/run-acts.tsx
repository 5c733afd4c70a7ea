import { Button } from "@mantine/core";
import { IconBan, IconRotateClockwise } from "@tabler/icons-react";
import type { Run } from "@velodrome/contract";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { isFinished } from "./run-order.ts";
import { texts } from "./texts.ts";
import type { useRunActs } from "./use-run-acts.ts";

interface RunActsProps {
  run: Run;
  accountName: string;
  acts: ReturnType<typeof useRunActs>;
}

/** What can be done with a run: cancel it while it goes on, start it again when it is over. */
export function RunActs({ run, accountName, acts }: RunActsProps) {
  if (isFinished(run)) {
    return (
      <Button
        variant={run.status === "failed" ? "filled" : "default"}
        leftSection={<IconRotateClockwise size="1em" />}
        loading={acts.retry.isPending}
        onClick={() => acts.retry.mutate()}
      >
        {texts.retry}
      </Button>
    );
  }
  return (
    <ConfirmButton
      label={texts.cancel}
      icon={IconBan}
      heading={texts.cancelHeading}
      text={texts.cancelText(accountName)}
      busy={acts.cancel.isPending}
      onConfirm={() => acts.cancel.mutate()}
    />
  );
}
