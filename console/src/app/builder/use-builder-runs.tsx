import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CycleStart, CycleWithDocument } from "@velodrome/contract";
import type { DraftEditor } from "../../features/builder/draft/use-draft.ts";
import type { RunActs } from "../../features/builder/versions/run-control.tsx";
import { publishCycle } from "../../features/cycles/publish-cycle.ts";
import { startCycle } from "../../features/cycles/start-cycle.ts";
import { StartQuestion } from "../../features/cycles/start-question.tsx";
import { stopCycle } from "../../features/cycles/stop-cycle.ts";
import { startRun } from "../../features/runs/start-run.ts";

export type RunAct = "run" | "publish" | "stop" | "test";

/** What came of the last act: an error, or what is worth knowing although it went well. */
export interface RunOutcome {
  failed: { act: RunAct; error: unknown } | null;
  warnings: readonly { code: string; message: string }[];
}

export const noOutcome: RunOutcome = { failed: null, warnings: [] };

interface Given {
  account: string;
  cycle: Pick<CycleWithDocument, "id" | "status" | "name">;
  accountName: string;
  onOutcome: (outcome: RunOutcome) => void;
  /** A run was begun by hand: it is worth looking at. */
  onStarted: (run: string) => void;
}

/** Runs, publishes and stops a cycle from the Builder: what is on the server first is what was drawn last. */
export function useBuilderRuns(
  { account, accountName, cycle, onOutcome, onStarted }: Given,
  flush: DraftEditor["flush"],
): RunActs {
  const client = useQueryClient();
  const refresh = async () => {
    const names = ["cycles", "cycle", "versions", "prerequisites"];
    await Promise.all(names.map((name) => client.invalidateQueries({ queryKey: [name, account] })));
  };
  const saved = async () => (await flush()).kind === "saved";
  const failing = (act: RunAct) => ({
    onMutate: () => onOutcome(noOutcome),
    onError: (error: unknown) => onOutcome({ failed: { act, error }, warnings: [] }),
    onSettled: refresh,
  });
  const run = useMutation({
    // A draft that is not at the server says so itself; it is not run in an older state.
    mutationFn: async (wish: CycleStart) => ((await saved()) ? startCycle(account, cycle, wish) : null),
    ...failing("run"),
    onSuccess: (started) => onOutcome({ failed: null, warnings: started?.warnings ?? [] }),
  });
  const publish = useMutation({
    mutationFn: async (note: string) => ((await saved()) ? publishCycle(account, cycle.id, note) : null),
    ...failing("publish"),
  });
  const stop = useMutation({
    mutationFn: (wish: { finish?: true }) => stopCycle(account, cycle.id, wish),
    ...failing("stop"),
  });
  const test = useMutation({
    mutationFn: async (wish: { trigger: string; input: Record<string, unknown> }) =>
      (await saved()) ? startRun(account, cycle.id, wish) : null,
    ...failing("test"),
    onSuccess: (started) => started !== null && onStarted(started.id),
  });
  return {
    run: run.mutate,
    publish: publish.mutate,
    stop: stop.mutate,
    runWith: (trigger, input) => test.mutate({ trigger, input }),
    question: (
      <StartQuestion
        question={run.data?.question ?? null}
        {...{ name: cycle.name, accountName }}
        onAnswer={(backlog) => run.mutate({ backlog })}
        onClose={run.reset}
      />
    ),
    busy: run.isPending || publish.isPending || stop.isPending || test.isPending,
  };
}
