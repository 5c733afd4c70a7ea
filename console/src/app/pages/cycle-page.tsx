import { Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { CycleWithDocument } from "@velodrome/contract";
import { useNames } from "../../features/connections/use-names.ts";
import { CycleButton } from "../../features/cycles/cycle-button.tsx";
import { CycleFailure } from "../../features/cycles/cycle-failure.tsx";
import { cycleLook } from "../../features/cycles/cycle-look.ts";
import { CycleOutline } from "../../features/cycles/cycle-outline.tsx";
import { isDeletedCycle } from "../../features/cycles/deleted-cycle.ts";
import { DeletedCycleNotice } from "../../features/cycles/deleted-cycle-notice.tsx";
import { cycleQuery } from "../../features/cycles/get-cycle.ts";
import { texts } from "../../features/cycles/texts.ts";
import { useCycleActs } from "../../features/cycles/use-cycle-acts.ts";
import { texts as keepingTexts } from "../../features/keeping/texts.ts";
import { VersionsList } from "../../features/cycles/versions-list.tsx";
import { RecentRuns } from "../../features/runs/recent-runs.tsx";
import { serverWords } from "../../lib/server-words.ts";
import { Callout } from "../../ui/callout.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page, Section } from "../../ui/page.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { Columns } from "../../ui/columns.tsx";
import { CycleKeeping } from "../keeping/cycle-keeping.tsx";
import { SavedMessageStep } from "../message-step.tsx";
import { useAccountName } from "../use-account-name.ts";

const route = getRouteApi("/frame/accounts/$account/cycles/$cycle");

function Parts({ account, cycle }: { account: string; cycle: CycleWithDocument }) {
  const names = useNames(account);
  const triggers = cycle.document.steps.filter((step) => step.type === "trigger");
  return (
    <>
      <Columns>
        <Section heading={texts.steps}>
          <CycleOutline document={cycle.document} names={names} />
        </Section>
        <Stack gap="xl">
          {triggers.map((step) => (
            <Section
              key={step.id}
              heading={triggers.length === 1 ? texts.trigger : texts.triggerOf(step.name ?? step.id)}
            >
              <SavedMessageStep account={account} cycle={cycle} step={step} />
            </Section>
          ))}
        </Stack>
      </Columns>
      <Section heading={texts.recentRuns}>
        <RecentRuns account={account} cycle={cycle.id} />
      </Section>
      <Columns>
        <Section heading={texts.versions}>
          <VersionsList account={account} cycle={cycle} />
        </Section>
        <Section heading={keepingTexts.heading}>
          <CycleKeeping account={account} cycle={cycle} />
        </Section>
      </Columns>
    </>
  );
}

function LoadedCycle({ account, cycle }: { account: string; cycle: CycleWithDocument }) {
  const accountName = useAccountName(account);
  const acts = useCycleActs(account, cycle);
  const state = (
    <Group gap="sm">
      <StateMark strong look={cycleLook[cycle.status]} />
      <Text span size="sm" c="dimmed">
        {cycle.version === null ? texts.noVersion : texts.versionOf(cycle.version)}
        {cycle.changed && cycle.version !== null ? ` · ${texts.changedHint}` : ""}
      </Text>
    </Group>
  );
  // Where nothing is to be run or published, the one primary act is to go on building.
  const idle = cycle.status === "running" && !cycle.changed;
  const build = (
    <ButtonLink
      variant={idle ? "filled" : "default"}
      leftSection={<IconPencil size="1em" />}
      to="/accounts/$account/cycles/$cycle/build"
      params={{ account, cycle: cycle.id }}
    >
      {texts.build}
    </ButtonLink>
  );
  return (
    <Page
      heading={cycle.name}
      state={state}
      actions={
        <>
          {idle ? null : build}
          <CycleButton cycle={cycle} accountName={accountName} acts={acts} />
          {idle ? build : null}
        </>
      }
    >
      {acts.start.isError ? <CycleFailure error={acts.start.error} heading={texts.startFailed(cycle.name)} /> : null}
      {acts.stop.isError ? <CycleFailure error={acts.stop.error} heading={texts.stopFailed(cycle.name)} /> : null}
      {(acts.start.data?.warnings ?? []).map(({ code, message }) => (
        <Callout key={code + message} tone="amber" icon={IconAlertTriangle} code={code} loud>
          {serverWords(message)}
        </Callout>
      ))}
      <Parts account={account} cycle={cycle} />
    </Page>
  );
}

export function CyclePage() {
  const { account, cycle } = route.useParams();
  const query = useQuery(cycleQuery(account, cycle));
  const failure = (error: Error) =>
    isDeletedCycle(error) ? <DeletedCycleNotice {...{ account, cycle, error }} /> : null;
  return (
    <Loaded query={query} whole failure={failure}>
      {(loaded) => <LoadedCycle account={account} cycle={loaded} />}
    </Loaded>
  );
}
