import { Group, Stack, Text } from "@mantine/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { Connector, Setup, SetupHealth } from "@velodrome/contract";
import { connectorQuery } from "../../features/connectors/get-connector.ts";
import { generalSettingsQuery } from "../../features/settings/get-general-settings.ts";
import { CheckStatus } from "../../features/setups/check-status.tsx";
import { Checklist } from "../../features/setups/checklist.tsx";
import { texts as checklistTexts } from "../../features/setups/checklist-texts.ts";
import { FindingsList } from "../../features/setups/findings-list.tsx";
import { FormerSecret } from "../../features/setups/former-secret.tsx";
import { setupHealthQuery } from "../../features/setups/get-setup-health.ts";
import { setupQuery } from "../../features/setups/get-setup.ts";
import { ModeBanner } from "../../features/setups/mode-banner.tsx";
import { OwnApps } from "../../features/setups/own-apps.tsx";
import { pairFault } from "../../features/setups/pair-fault.ts";
import { isMetaApp } from "../../features/setups/setup-draft.ts";
import { SetupEnd } from "../../features/setups/setup-end.tsx";
import { SetupForm } from "../../features/setups/setup-form.tsx";
import { isSandbox, modeLook } from "../../features/setups/setup-look.ts";
import { texts } from "../../features/setups/texts.ts";
import { type SetupActs, useSetupActs } from "../../features/setups/use-setup-acts.ts";
import { Beside } from "../../ui/beside.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { TextLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { SandboxRibbon } from "../../ui/sandbox-ribbon.tsx";
import { StateMark } from "../../ui/state-mark.tsx";

const route = getRouteApi("/frame/connectors/$connector/setups/$setup");

/** Why the webhook cannot be registered; null when it can. What stands in for Facebook may reach a local address. */
function useUnreachable({ graphUrl }: Setup): string | null {
  const { data: settings } = useQuery(generalSettingsQuery);
  if (settings?.local !== true || graphUrl !== null) return null;
  return checklistTexts.registerLocal(settings.serviceDomain);
}

interface HealthProps {
  setup: Setup;
  acts: SetupActs;
  metaApp: boolean;
  query: UseQueryResult<SetupHealth>;
}

function Health({ setup, acts, metaApp, query }: HealthProps) {
  const unreachable = useUnreachable(setup);
  return (
    <Loaded query={query}>
      {(health) => (
        <Stack gap="lg">
          <FindingsList
            findings={health.findings}
            resubscription={health.resubscription}
            acts={acts}
            unreachable={unreachable}
          />
          {health.checklist.length === 0 ? null : (
            <Checklist setup={setup} health={health} acts={acts} metaApp={metaApp} unreachable={unreachable} />
          )}
        </Stack>
      )}
    </Loaded>
  );
}

/** Of an app that a connection brought: which Setup asked for it. */
function BroughtUnder({ setup: { connector, base } }: { setup: Setup }) {
  const { data } = useQuery({ ...setupQuery(connector, base ?? ""), enabled: base !== null });
  if (base === null) return null;
  return (
    <Text>
      {texts.broughtUnder}{" "}
      <TextLink to="/connectors/$connector/setups/$setup" params={{ connector, setup: base }}>
        {data?.name ?? base}
      </TextLink>
      .
    </Text>
  );
}

function LoadedSetup({ connector, setup }: { connector: Connector; setup: Setup }) {
  const navigate = route.useNavigate();
  const acts = useSetupActs(setup);
  const { data: settings } = useQuery(generalSettingsQuery);
  const health = useQuery(setupHealthQuery(setup.connector, setup.id));
  const fault = pairFault(acts.check.data, health.data?.findings ?? []);
  const asks = setup.asks.length > 0;
  const metaApp = isMetaApp(connector) && !asks;
  const state = (
    <Group gap="sm">
      {metaApp ? <StateMark strong look={modeLook(setup)} /> : null}
      {isSandbox(setup, settings?.sandboxUrl ?? null) ? <SandboxRibbon /> : null}
    </Group>
  );
  const underPair = (
    <>
      <FormerSecret setup={setup} acts={acts} />
      {metaApp ? <CheckStatus setup={setup} acts={acts} fault={fault} /> : null}
    </>
  );
  const end = (
    <SetupEnd
      setup={setup}
      acts={acts}
      onDeleted={() => void navigate({ to: "/connectors/$connector", params: { connector: connector.name } })}
    />
  );
  return (
    <Page name={`${setup.name} · ${connector.title}`} heading={setup.name} state={state}>
      <BroughtUnder setup={setup} />
      {metaApp ? <ModeBanner setup={setup} acts={acts} /> : null}
      {acts.patch.isError ? <ActFailure heading={texts.changeFailed} error={acts.patch.error} /> : null}
      <Beside
        wide
        first
        form={
          <Stack gap="lg">
            <SetupForm
              connector={connector}
              setup={setup}
              fault={fault}
              checkedAt={acts.check.dataUpdatedAt}
              underPair={underPair}
            />
            {end}
          </Stack>
        }
      >
        <Stack gap="lg">
          {asks ? <OwnApps setup={setup} /> : null}
          <Health setup={setup} acts={acts} metaApp={metaApp} query={health} />
        </Stack>
      </Beside>
    </Page>
  );
}

export function SetupPage() {
  const { connector: name, setup: id } = route.useParams();
  const connector = useQuery(connectorQuery(name));
  const setup = useQuery(setupQuery(name, id));
  return (
    <Loaded query={connector} whole>
      {(ofConnector) => (
        <Loaded query={setup} whole>
          {(loaded) => <LoadedSetup key={loaded.id} connector={ofConnector} setup={loaded} />}
        </Loaded>
      )}
    </Loaded>
  );
}
