import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconBan, IconCheck, IconRefresh } from "@tabler/icons-react";
import type { Run } from "@velodrome/contract";
import { useState } from "react";
import { address, inScope, type Scope } from "../../lib/request.ts";
import { Ask } from "../../ui/ask.tsx";
import { Callout } from "../../ui/callout.tsx";
import { SelectionBar } from "../../ui/selection-bar.tsx";
import { actOnMany, fitFor, type ManyAct, type ManyDone } from "./act-on-many.ts";
import { texts } from "./texts.ts";

interface SelectedBarProps {
  scope: Scope;
  /** Those that are selected. */
  runs: readonly Run[];
  /** What their account is called, where all are of one. */
  accountName: string | null;
  onClear: () => void;
}

const icons = { retry: IconRefresh, cancel: IconBan };

function Done({ act, answer }: { act: ManyAct; answer: ManyDone }) {
  return (
    <Callout tone={answer.refusals.length === 0 ? "neutral" : "amber"} icon={IconCheck} loud>
      {texts.manyDone[act](answer.done)}
      {answer.refusals.map(({ reason, runs }) => (
        <div key={reason}>{texts.manyRefused(runs, reason)}</div>
      ))}
    </Callout>
  );
}

/** What can be done with the runs that were picked, with how many of them it would be. */
export function SelectedBar({ scope, runs, accountName, onClear }: SelectedBarProps) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<ManyAct | null>(null);
  const { mutate, isPending, data, variables } = useMutation({
    mutationFn: async (act: ManyAct) => ({ act, answer: await actOnMany(act, fitFor(act, runs)) }),
    onSuccess: onClear,
    onSettled: () => client.invalidateQueries({ queryKey: ["runs"] }),
  });
  const button = (act: ManyAct) => {
    const Sign = icons[act];
    const count = fitFor(act, runs).length;
    return (
      <Button
        key={act}
        variant="default"
        disabled={count === 0 || isPending}
        loading={isPending && variables === act}
        leftSection={<Sign size="1em" aria-hidden="true" />}
        onClick={() => setAsked(act)}
      >
        {texts.many[act](count)}
      </Button>
    );
  };
  return (
    <>
      {data === undefined ? null : <Done {...data} />}
      <SelectionBar
        label={texts.selected(runs.length)}
        ids={runs.map(({ id }) => id)}
        exportOf={(ids, format) => address(inScope(scope, "runs", "export"), { ids, format })}
        onClear={onClear}
      >
        {button("retry")}
        {button("cancel")}
      </SelectionBar>
      <Ask
        opened={asked !== null}
        onClose={() => setAsked(null)}
        heading={asked === null ? "" : texts.manyHeading[asked](fitFor(asked, runs).length)}
        text={asked === null ? "" : texts.manyText[asked](accountName)}
        label={asked === null ? "" : texts.many[asked](fitFor(asked, runs).length)}
        onConfirm={() => (asked === null ? undefined : mutate(asked))}
      />
    </>
  );
}
