import { Button } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import type { Cycle } from "@velodrome/contract";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { StartQuestion } from "./start-question.tsx";
import { texts } from "./texts.ts";
import type { CycleActs } from "./use-cycle-acts.ts";

interface CycleButtonProps {
  cycle: Pick<Cycle, "name" | "status" | "changed">;
  accountName: string;
  acts: CycleActs;
  /** In a table every row has one, so none of them is the one primary act of the screen. */
  quiet?: boolean;
}

/** The act that fits a cycle's state: run, stop, or publish what changed. */
export function CycleButton({ cycle, accountName, acts, quiet = false }: CycleButtonProps) {
  const busy = acts.start.isPending || acts.stop.isPending;
  if (cycle.status !== "running") {
    return (
      <>
        <Button
          variant={quiet ? "default" : "filled"}
          loading={busy}
          leftSection={<IconPlayerPlay size="1em" />}
          aria-label={texts.startOf(cycle.name)}
          onClick={() => acts.start.mutate(undefined)}
        >
          {quiet ? texts.startShort : texts.start}
        </Button>
        <StartQuestion
          question={acts.start.data?.question ?? null}
          {...{ name: cycle.name, accountName }}
          onAnswer={acts.start.mutate}
          onClose={acts.start.reset}
        />
      </>
    );
  }
  return (
    <>
      <ConfirmButton
        label={texts.stop}
        fullLabel={texts.stopOf(cycle.name)}
        icon={IconPlayerStop}
        heading={texts.stopHeading}
        text={texts.stopText(cycle.name, accountName)}
        busy={busy}
        onConfirm={() => acts.stop.mutate()}
      />
      {cycle.changed && !quiet ? (
        <Button loading={busy} onClick={() => acts.start.mutate(undefined)}>
          {texts.publish}
        </Button>
      ) : null}
    </>
  );
}
