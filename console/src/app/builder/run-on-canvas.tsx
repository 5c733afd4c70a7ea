import { useQuery } from "@tanstack/react-query";
import type { CycleWithDocument, RunWithSteps } from "@velodrome/contract";
import { useMemo } from "react";
import { BuilderOfRun } from "../../features/builder/builder.tsx";
import type { StepFate } from "../../features/builder/builder-host.ts";
import { useNames } from "../../features/connections/use-names.ts";
import { versionsQuery } from "../../features/cycles/list-versions.ts";
import { RunActs } from "../../features/runs/run-acts.tsx";
import { stepLook } from "../../features/runs/run-look.ts";
import { isWaitStep } from "../../features/runs/is-wait-step.ts";
import { RunStory } from "../../features/runs/run-story.tsx";
import { hasBars } from "../../features/runs/run-bars.ts";
import { RunTimeline } from "../../features/runs/run-timeline.tsx";
import { useRunActs } from "../../features/runs/use-run-acts.ts";
import { between, duration } from "../../lib/duration.ts";
import { localeOf } from "../../lib/locale.ts";
import { ButtonLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { IconHistory } from "@tabler/icons-react";
import { texts } from "../texts.ts";
import { useAccountName } from "../use-account-name.ts";
import { useBuilderHost } from "./use-builder-host.tsx";

interface Given {
  account: string;
  cycle: CycleWithDocument;
  run: RunWithSteps;
  /** Number of the cycle's last version. */
  newest: number;
  step: string | null;
  onStep: (step: string | null) => void;
  onRun: (run: string) => void;
}

/** How each step of a run fared; the trigger is there even where nothing was noted of it. */
function fatesOf({ steps, trigger }: RunWithSteps): ReadonlyMap<string, StepFate> {
  const fates = new Map<string, StepFate>([
    [trigger, { look: stepLook.succeeded, duration: null, ports: new Set([null]) }],
  ]);
  for (const { step, status, port, attempts } of steps) {
    const [first, last] = [attempts[0]?.startedAt, attempts.at(-1)?.finishedAt];
    const length =
      first === undefined || last == null ? null : duration(between(first, last, 0), localeOf(navigator.languages));
    const ports = new Set([...(fates.get(step)?.ports ?? []), port]);
    fates.set(step, { look: stepLook[status], duration: length, ports });
  }
  return fates;
}

function WithVersion({ cycle, ...given }: Given) {
  const { account, run, newest, step, onStep, onRun } = given;
  const host = useBuilderHost(account, cycle, { run, step, past: true });
  const accountName = useAccountName(account);
  const names = useNames(account);
  const acts = useRunActs({ account, run: run.id, onRetried: onRun });
  const shown = useMemo(() => ({ fates: fatesOf(run), run }), [run]);
  const waits = (id: string) => isWaitStep(cycle.document.steps.find((one) => one.id === id)?.type);
  const stepName = (id: string) => cycle.document.steps.find((one) => one.id === id)?.name ?? id;
  return (
    <BuilderOfRun
      key={run.id}
      {...{ host, cycle, step, onStep, shown }}
      foot={hasBars(run) ? <RunTimeline {...{ run, stepName, waits, onStep }} /> : null}
      banner={<RunStory account={account} run={run} names={names} stepName={stepName} />}
      control={
        <>
          <ButtonLink
            variant="default"
            to="/accounts/$account/cycles/$cycle/build"
            params={{ account, cycle: cycle.id }}
          >
            {texts.backToDraft}
          </ButtonLink>
          <RunActs run={run} newest={newest} accountName={accountName} acts={acts} />
        </>
      }
    />
  );
}

/** A past run on the canvas of the version it ran by. */
export function RunOnCanvas(given: Omit<Given, "newest">) {
  const { account, cycle, run } = given;
  const versions = useQuery(versionsQuery(account, cycle.id));
  return (
    <Loaded query={versions} whole>
      {(all) => {
        const document = all.find(({ version }) => version === run.version)?.document;
        if (document === undefined) return <Notice icon={IconHistory} heading={texts.versionGone} />;
        const newest = Math.max(...all.map(({ version }) => version));
        return <WithVersion {...given} newest={newest} cycle={{ ...cycle, document }} />;
      }}
    </Loaded>
  );
}
