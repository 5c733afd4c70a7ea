import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBan, IconRotateClockwise } from "@tabler/icons-react";
import type { Run } from "@velodrome/contract";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { failedAtStep, likelyVersion } from "./retry-choice.ts";
import { RetryDialog } from "./retry-dialog.tsx";
import { retryTexts } from "./retry-texts.ts";
import { isFinished } from "./run-order.ts";
import { texts } from "./texts.ts";
import type { useRunActs } from "./use-run-acts.ts";

interface RunActsProps {
  run: Run;
  /** Number of the cycle's last version. */
  newest: number;
  accountName: string;
  acts: ReturnType<typeof useRunActs>;
}

/** The usual retry at once, and a question for every other one. */
function RetryActs({ run, newest, accountName, acts }: RunActsProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const from = failedAtStep(run) ? "failed-step" : "start";
  const version = likelyVersion(run, newest);
  const label = from === "start" ? retryTexts.fromStart : retryTexts.fromFailed;
  return (
    <>
      <Button variant="default" onClick={open}>
        {retryTexts.otherwise}
      </Button>
      <Button
        variant={run.status === "failed" ? "filled" : "default"}
        leftSection={<IconRotateClockwise size="1em" />}
        loading={acts.retry.isPending}
        onClick={() => acts.retry.mutate({ from, version })}
      >
        {version === "latest" ? retryTexts.by(label, newest) : label}
      </Button>
      {/* Asked anew each time it is opened: what is likely changes when a version is published. */}
      {opened ? <RetryDialog {...{ run, newest, accountName, acts }} opened onClose={close} /> : null}
    </>
  );
}

/** What can be done with a run: cancel it while it goes on, start it again when it is over. */
export function RunActs({ run, newest, accountName, acts }: RunActsProps) {
  if (isFinished(run)) return <RetryActs {...{ run, newest, accountName, acts }} />;
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
