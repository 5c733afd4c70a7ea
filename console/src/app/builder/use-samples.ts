import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { CycleWithDocument, RunWithSteps, TriggerStep } from "@velodrome/contract";
import { useMemo } from "react";
import type { Sample } from "../../features/builder/builder-host.ts";
import { kindOfTrigger } from "../../features/cycles/message-panel.ts";
import { eventQuery } from "../../features/events/get-event.ts";
import { eventsQuery } from "../../features/events/list-events.ts";
import { runQuery } from "../../features/runs/get-run.ts";
import { runsQuery } from "../../features/runs/list-runs.ts";

/** The latest run of a cycle, with all that its steps gave; null while it has none, undefined until that is known. */
export function useLastRun(account: string, cycle: string): RunWithSteps | null | undefined {
  const { data } = useInfiniteQuery(runsQuery(account, { cycle }));
  const last = data?.pages[0]?.items[0]?.id ?? "";
  const run = useQuery({ ...runQuery(account, last), enabled: last !== "" }).data;
  return data !== undefined && last === "" ? null : run;
}

/** The latest event that a trigger would take. */
function useLastEvent(account: string, trigger: TriggerStep | undefined): unknown {
  const connection = trigger?.connection;
  const filters = { connection, kind: trigger === undefined ? undefined : kindOfTrigger(trigger) };
  const { data } = useInfiniteQuery({ ...eventsQuery(account, filters), enabled: connection !== undefined });
  const event = connection === undefined ? "" : (data?.pages[0]?.items[0]?.id ?? "");
  return useQuery({ ...eventQuery(account, event), enabled: event !== "" }).data?.item;
}

/** What each step gave last, as far as it ever gave anything. */
export function useSamples(
  account: string,
  { document }: Pick<CycleWithDocument, "document">,
  run: RunWithSteps | null | undefined,
): ReadonlyMap<string, Sample> {
  const trigger = document.steps.find((step) => step.type === "trigger");
  const event = useLastEvent(account, run === null ? trigger : undefined);
  return useMemo(() => {
    const gave = new Map(run?.steps.map(({ step, attempts }) => [step, attempts.at(-1)?.output]) ?? []);
    return new Map(
      document.steps.flatMap((step): [string, Sample][] => {
        const last = gave.get(step.id);
        if (last !== undefined && last !== null) return [[step.id, { data: last, origin: "run" }]];
        return step === trigger && event !== undefined ? [[step.id, { data: event, origin: "event" }]] : [];
      }),
    );
  }, [document, trigger, event, run]);
}
