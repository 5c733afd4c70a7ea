import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { CycleDocument, RunWithSteps, Step } from "@velodrome/contract";
import { useEffect } from "react";
import { useNames } from "../../features/connections/use-names.ts";
import { describeStep } from "../../features/cycles/describe-step.ts";
import { versionsQuery } from "../../features/cycles/list-versions.ts";
import { runQuery } from "../../features/runs/get-run.ts";
import { RunActs } from "../../features/runs/run-acts.tsx";
import { runLook } from "../../features/runs/run-look.ts";
import { isWaitStep } from "../../features/runs/is-wait-step.ts";
import { RunStory } from "../../features/runs/run-story.tsx";
import { hasBars } from "../../features/runs/run-bars.ts";
import { RunTimeline } from "../../features/runs/run-timeline.tsx";
import type { StepStory } from "../../features/runs/step-card.tsx";
import { StepsList } from "../../features/runs/steps-list.tsx";
import { texts } from "../../features/runs/texts.ts";
import { useRunActs } from "../../features/runs/use-run-acts.ts";
import type { Names } from "../../lib/names.ts";
import { phraseText } from "../../lib/phrase.ts";
import { remember, rememberedKeys } from "../../lib/remembered.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page, Section } from "../../ui/page.tsx";
import { SandboxRibbon } from "../../ui/sandbox-ribbon.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { Surface } from "../../ui/surface.tsx";
import { texts as appTexts } from "../texts.ts";
import { useAccountName } from "../use-account-name.ts";

const route = getRouteApi("/frame/accounts/$account/runs/$run");

/** A case without a name is called by its id. */
const waysOf = (step: Step): ReadonlyMap<string, string> =>
  new Map(step.type === "switch" ? step.cases.map(({ id, name }) => [id, name ?? id]) : []);

const storiesOf = (document: CycleDocument | undefined, names: Names): ReadonlyMap<string, StepStory> =>
  new Map(
    (document?.steps ?? []).map((step) => [
      step.id,
      { type: step.type, name: step.name, phrase: describeStep(step, names), ways: waysOf(step) },
    ]),
  );

function LoadedRun({ account, run }: { account: string; run: RunWithSteps }) {
  const navigate = route.useNavigate();
  const accountName = useAccountName(account);
  const names = useNames(account);
  const { data: versions } = useQuery(versionsQuery(account, run.cycle));
  const stories = storiesOf(versions?.find(({ version }) => version === run.version)?.document, names);
  const newest = Math.max(run.version, ...(versions ?? []).map(({ version }) => version));
  const onRetried = (made: string) => void navigate({ params: { account, run: made } });
  const acts = useRunActs({ account, run: run.id, onRetried });
  const stepName = (step: string) => {
    const story = stories.get(step);
    return story === undefined ? step : (story.name ?? phraseText(story.phrase));
  };
  return (
    <Page
      heading={texts.runOf(run.cycleName ?? texts.gone)}
      state={
        <Group gap="sm">
          <StateMark strong look={runLook[run.status]} />
          {run.sandbox ? <SandboxRibbon /> : null}
        </Group>
      }
      actions={
        <>
          <ButtonLink
            variant="default"
            to="/accounts/$account/cycles/$cycle/build"
            params={{ account, cycle: run.cycle }}
            search={{ run: run.id, step: run.error?.step }}
          >
            {appTexts.onCanvas}
          </ButtonLink>
          <RunActs run={run} newest={newest} accountName={accountName} acts={acts} />
        </>
      }
    >
      {acts.cancel.isError ? <ActFailure error={acts.cancel.error} heading={texts.cancelFailed} /> : null}
      {acts.retry.isError ? <ActFailure error={acts.retry.error} heading={texts.retryFailed} /> : null}
      <RunStory account={account} run={run} names={names} stepName={stepName} />
      {hasBars(run) ? (
        <Section heading={texts.timeline.heading}>
          <Surface>
            <RunTimeline run={run} stepName={stepName} waits={(step) => isWaitStep(stories.get(step)?.type)} />
          </Surface>
        </Section>
      ) : null}
      <Section heading={texts.steps}>
        <StepsList run={run} storyOf={(step) => stories.get(step) ?? null} />
      </Section>
    </Page>
  );
}

export function RunPage() {
  const { account, run } = route.useParams();
  const query = useQuery(runQuery(account, run));
  const found = query.data !== undefined;
  useEffect(() => {
    if (found) remember(rememberedKeys.sawRun, "yes");
  }, [found]);
  return (
    <Loaded query={query} whole>
      {(loaded) => <LoadedRun key={loaded.id} account={account} run={loaded} />}
    </Loaded>
  );
}
