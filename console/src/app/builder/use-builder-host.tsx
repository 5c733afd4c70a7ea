import { useQuery } from "@tanstack/react-query";
import {
  type ConnectorWithMethods,
  type CycleVersion,
  type CycleWithDocument,
  type RunWithSteps,
  type Step,
  type ScheduleStep,
  type TriggerStep,
} from "@velodrome/contract";
import { type ReactNode, useCallback, useMemo } from "react";
import type { BuilderHost } from "../../features/builder/builder-host.ts";
import { connectionsQuery } from "../../features/connections/list-connections.ts";
import { useNames } from "../../features/connections/use-names.ts";
import { connectorsWithMethodsQuery } from "../../features/connectors/list-connectors.ts";
import { isDeletedCycle } from "../../features/cycles/deleted-cycle.ts";
import { DeletedCycleCallout } from "../../features/cycles/deleted-cycle-notice.tsx";
import { describeCondition } from "../../features/cycles/describe-condition.ts";
import { describeOwnPolicy } from "../../features/cycles/describe-error-policy.ts";
import { describeSource } from "../../features/cycles/describe-source.ts";
import { describeStep } from "../../features/cycles/describe-step.ts";
import { cycleQuery } from "../../features/cycles/get-cycle.ts";
import { prerequisitesQuery } from "../../features/cycles/list-prerequisites.ts";
import { versionsQuery } from "../../features/cycles/list-versions.ts";
import { variablesQuery } from "../../features/variables/list-variables.ts";
import { waysQuery } from "../../features/cycles/way-counts.ts";
import { tryDraft } from "../../features/cycles/try-draft.ts";
import { useAccountName } from "../use-account-name.ts";
import { BuilderTrigger } from "./builder-trigger.tsx";
import { ScheduleTimes } from "./schedule-times.tsx";
import { NextEvent } from "./next-event.tsx";
import { PastEvents } from "./past-events.tsx";
import { Attempts, StepResult } from "./step-result.tsx";
import { useSamples } from "./use-samples.ts";

const noConnectors: ReadonlyMap<string, ConnectorWithMethods> = new Map();

interface VersionsProps {
  account: string;
  cycle: string;
  show: (versions: readonly CycleVersion[]) => ReactNode;
}

/** What needs the cycle's versions, once they are there. */
function WithVersions({ account, cycle, show }: VersionsProps) {
  const { data } = useQuery(versionsQuery(account, cycle));
  return data === undefined ? null : show(data);
}

/** Words that depend on nothing. */
const inWords = { source: describeSource, condition: describeCondition, policy: describeOwnPolicy };

type Own = "deletedNote" | "attemptsOf" | "pastEvents" | "nextEvent" | "withVersions" | "tryDraft";

/** What concerns this cycle alone. */
function useOwn(account: string, cycle: string): Pick<BuilderHost, Own> {
  const { error: loadError } = useQuery(cycleQuery(account, cycle));
  return useMemo(
    () => ({
      attemptsOf: (steps, step) => <Attempts steps={steps} step={step} />,
      pastEvents: (trigger, onChoose) => <PastEvents account={account} trigger={trigger} onChoose={onChoose} />,
      nextEvent: ({ connection, ...trigger }, onEvent) =>
        connection === undefined ? null : (
          <NextEvent account={account} trigger={{ ...trigger, connection }} onEvent={onEvent} />
        ),
      withVersions: (show) => <WithVersions account={account} cycle={cycle} show={show} />,
      deletedNote: (error, onRestored) => {
        const why = [error, loadError].find(isDeletedCycle);
        return why === undefined ? null : <DeletedCycleCallout {...{ account, cycle, onRestored }} error={why} />;
      },
      tryDraft: (test) => tryDraft(account, cycle, test),
    }),
    [account, cycle, loadError],
  );
}

interface Sight {
  /** The run that tells what steps gave; undefined until it is known whether there is one. */
  run: RunWithSteps | null | undefined;
  /** The step that is open. */
  step: string | null;
  /** Whether it is this run that is looked at, and not the draft. */
  past?: boolean;
}

/** What the app knows that the Builder shows. */
export function useBuilderHost(
  account: string,
  cycle: CycleWithDocument,
  { run, step: opened, past = false }: Sight,
): Omit<BuilderHost, "cycle"> {
  const accountName = useAccountName(account);
  const names = useNames(account);
  const { data: connections } = useQuery(connectionsQuery(account));
  const { data: connectors = noConnectors } = useQuery(connectorsWithMethodsQuery);
  const { data: prerequisites } = useQuery(prerequisitesQuery(account, cycle.id, cycle.revision));
  const { data: variables } = useQuery({ ...variablesQuery(account), enabled: opened !== null && !past });
  const samples = useSamples(account, cycle, run);
  const describe = useCallback((step: Step) => describeStep(step, names), [names]);
  const triggerCard = useCallback(
    (step: TriggerStep) => <BuilderTrigger account={account} cycle={cycle} step={step} />,
    [account, cycle],
  );
  const scheduleTimes = useCallback(
    (step: ScheduleStep) => <ScheduleTimes account={account} cycle={cycle} step={step} />,
    [account, cycle],
  );
  const resultOf = useCallback((step: string) => <StepResult run={run ?? null} step={step} past={past} />, [run, past]);
  const { data: ways = null } = useQuery(waysQuery(cycle.id));
  const own = useOwn(account, cycle.id);
  return useMemo(
    () => ({
      account,
      accountName,
      describe,
      inWords,
      connections: connections ?? [],
      connectors,
      prerequisites: prerequisites ?? [],
      accountVariables: Object.fromEntries((variables ?? []).map(({ name, value }) => [name, value])),
      samples,
      ways,
      triggerCard,
      scheduleTimes,
      resultOf,
      ...own,
    }),
    [
      account,
      accountName,
      describe,
      connections,
      connectors,
      prerequisites,
      variables,
      samples,
      ways,
      triggerCard,
      scheduleTimes,
      resultOf,
      own,
    ],
  );
}
