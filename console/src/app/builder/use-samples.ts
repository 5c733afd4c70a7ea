import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ConnectorWithMethods, CycleWithDocument, RunWithSteps, Step, TriggerStep } from "@velodrome/contract";
import { useMemo } from "react";
import type { Sample } from "../../features/builder/builder-host.ts";
import { schemaSample } from "../../features/builder/document/schema-sample.ts";
import { kindOfTrigger } from "../../features/cycles/message-panel.ts";
import { eventQuery } from "../../features/events/get-event.ts";
import { eventsQuery } from "../../features/events/list-events.ts";
import { runQuery } from "../../features/runs/get-run.ts";
import { runsQuery } from "../../features/runs/list-runs.ts";

/** The latest run of a cycle, with all that its steps gave; null while it has none. */
export function useLastRun(account: string, cycle: string): RunWithSteps | null {
  const { data } = useInfiniteQuery(runsQuery(account, { cycle }));
  const last = data?.pages[0]?.items[0]?.id ?? "";
  return useQuery({ ...runQuery(account, last), enabled: last !== "" }).data ?? null;
}

/** The latest event that a trigger would take. */
function useLastEvent(account: string, trigger: TriggerStep | undefined): unknown {
  const connection = trigger?.connection;
  const filters = { connection, kind: trigger === undefined ? undefined : kindOfTrigger(trigger) };
  const { data } = useInfiniteQuery({ ...eventsQuery(account, filters), enabled: connection !== undefined });
  const event = connection === undefined ? "" : (data?.pages[0]?.items[0]?.id ?? "");
  return useQuery({ ...eventQuery(account, event), enabled: event !== "" }).data?.item;
}

const unknown: Sample = { data: null, origin: "none" };

function ofSchema(step: Step, connectors: ReadonlyMap<string, ConnectorWithMethods>): Sample {
  if (step.type === "schedule") return { data: { scheduledAt: new Date(0).toISOString() }, origin: "schema" };
  if (step.type === "for-each") return { data: { item: null, index: 0 }, origin: "schema" };
  if (step.type !== "trigger" && step.type !== "action") return unknown;
  const name = step.type === "trigger" ? (step.method ?? step.kinds?.[0]) : step.method;
  const method = connectors.get(step.connector)?.methods.find((one) => one.type === step.type && one.name === name);
  return method === undefined ? unknown : { data: schemaSample(method.output), origin: "schema" };
}

/** What each step gave last; for those that never ran, an example of what they would give. */
export function useSamples(
  account: string,
  { document }: Pick<CycleWithDocument, "document">,
  connectors: ReadonlyMap<string, ConnectorWithMethods>,
  run: RunWithSteps | null,
): ReadonlyMap<string, Sample> {
  const trigger = document.steps.find((step) => step.type === "trigger");
  const event = useLastEvent(account, run === null ? trigger : undefined);
  return useMemo(() => {
    const gave = new Map(run?.steps.map(({ step, attempts }) => [step, attempts.at(-1)?.output]) ?? []);
    return new Map(
      document.steps.map((step): [string, Sample] => {
        const last = gave.get(step.id);
        if (last !== undefined && last !== null) return [step.id, { data: last, origin: "run" }];
        if (step === trigger && event !== undefined) return [step.id, { data: event, origin: "event" }];
        return [step.id, ofSchema(step, connectors)];
      }),
    );
  }, [document, trigger, event, connectors, run]);
}
