import { Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { Connection, Connector, CycleStatus, Setup } from "@velodrome/contract";
import { IconInfoCircle, IconTool } from "@tabler/icons-react";
import { ConnectionFacts } from "../../features/connections/connection-facts.tsx";
import { connectionLook } from "../../features/connections/connection-look.ts";
import { ConnectionMenu } from "../../features/connections/connection-menu.tsx";
import { DeadRuns } from "../../features/connections/dead-runs.tsx";
import { isInDevelopment } from "../../features/connections/development-hint.ts";
import { connectionHealthQuery } from "../../features/connections/get-connection-health.ts";
import { connectionQuery } from "../../features/connections/get-connection.ts";
import { texts } from "../../features/connections/texts.ts";
import { type ConnectionActs, useConnectionActs } from "../../features/connections/use-connection-acts.ts";
import { UsingCycles } from "../../features/connections/using-cycles.tsx";
import { connectorQuery } from "../../features/connectors/get-connector.ts";
import { cycleLook } from "../../features/cycles/cycle-look.ts";
import { setupQuery } from "../../features/setups/get-setup.ts";
import { suggestToken } from "../../features/setups/suggest-token.ts";
import { serverWords } from "../../lib/server-words.ts";
import { Callout } from "../../ui/callout.tsx";
import { Columns } from "../../ui/columns.tsx";
import { Contact } from "../../ui/contact.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page, Section } from "../../ui/page.tsx";
import { SandboxRibbon } from "../../ui/sandbox-ribbon.tsx";
import { type StateLook, StateMark } from "../../ui/state-mark.tsx";
import { Surface } from "../../ui/surface.tsx";
import { ConnectionHealthCard } from "../connection-health-card.tsx";
import { CycleStart } from "../cycle-start.tsx";
import { useAccountName } from "../use-account-name.ts";

const route = getRouteApi("/frame/accounts/$account/connections/$connection");

interface Shown {
  account: string;
  connection: Connection;
  setup: Setup | null;
}

/** A newer release may know other states. */
const lookOf = (status: string): StateLook =>
  status in cycleLook ? cycleLook[status as CycleStatus] : { ...cycleLook.draft, word: status };

const useHealth = ({ account, connection }: Shown) =>
  useQuery({ ...connectionHealthQuery(account, connection.id), enabled: connection.status !== "new" });

/** Why it is as it is, and what holds for its whole Meta app. */
function Hints({ connection, setup, said, connector }: Shown & { said: boolean; connector: Connector | null }) {
  return (
    <>
      {connection.reason === null ? null : (
        <Callout tone="amber" icon={IconInfoCircle} code={connection.reason.code}>
          {serverWords(connection.reason.message)}
        </Callout>
      )}
      {said || setup === null || !isInDevelopment(connection, setup, connector) ? null : (
        <Callout tone="amber" icon={IconTool} heading={texts.developmentHeading}>
          <Stack gap="sm" align="flex-start">
            {texts.development}
            <ButtonLink
              variant="default"
              to="/connectors/$connector/setups/$setup"
              params={{ connector: setup.connector, setup: setup.id }}
            >
              {texts.openChecklist}
            </ButtonLink>
          </Stack>
        </Callout>
      )}
    </>
  );
}

function Parts(shown: Shown) {
  const { account, connection, setup } = shown;
  const accountName = useAccountName(account);
  const health = useHealth(shown);
  const { data: connector } = useQuery(connectorQuery(connection.connector));
  const pageName = connection.page?.name ?? connection.name;
  // What the doctor says already, with the same button, is not said twice.
  const said = health.data?.findings.some(({ act }) => act === "open-checklist") ?? false;
  return (
    <>
      <DeadRuns {...{ account, accountName, connection }} />
      <Hints {...shown} said={said} connector={connector ?? null} />
      {connection.status === "new" ? null : (
        <Section heading={texts.healthHeading}>
          <ConnectionHealthCard account={account} connection={connection} query={health} />
        </Section>
      )}
      <Columns>
        <Section heading={texts.facts}>
          <Surface>
            <ConnectionFacts
              connection={connection}
              connector={connector ?? null}
              setup={setup}
              health={health.data ?? null}
            />
          </Surface>
        </Section>
        <Stack gap="lg">
          {health.data === undefined ? null : (
            <Section heading={texts.usedBy}>
              <UsingCycles
                account={account}
                cycles={health.data.cycles}
                lookOf={lookOf}
                startOf={(cycle) => <CycleStart account={account} cycle={cycle} />}
              />
            </Section>
          )}
          {connection.contactUrl === null ? null : (
            <Section heading={texts.writeTo}>
              <Surface>
                <Contact
                  url={connection.contactUrl}
                  label={texts.contactLink}
                  open={texts.openContact}
                  qrLabel={texts.qrOf(pageName)}
                />
              </Surface>
            </Section>
          )}
        </Stack>
      </Columns>
    </>
  );
}

function Failures({ acts, name }: { acts: ConnectionActs; name: string }) {
  const error = acts.patch.error ?? acts.deauthenticate.error ?? acts.remove.error;
  return error === null ? null : <ActFailure error={error} heading={texts.actFailed(name)} />;
}

function LoadedConnection(shown: Shown) {
  const { account, connection } = shown;
  const navigate = route.useNavigate();
  const accountName = useAccountName(account);
  const health = useHealth(shown);
  const acts = useConnectionActs(
    account,
    connection.id,
    () => void navigate({ to: "/accounts/$account/connections", params: { account } }),
  );
  const unfinished = connection.status === "new" || connection.status === "page_required";
  return (
    <Page
      heading={connection.name}
      state={
        <Group gap="sm">
          <StateMark strong look={connectionLook(connection)} />
          {connection.sandbox ? <SandboxRibbon /> : null}
        </Group>
      }
      actions={
        <>
          <ButtonLink
            variant={connection.status === "authenticated" ? "default" : "filled"}
            to="/accounts/$account/connections/$connection/connect"
            params={{ account, connection: connection.id }}
            search={unfinished ? {} : { again: true }}
          >
            {unfinished ? texts.goOn : texts.reauthenticate}
          </ButtonLink>
          <ConnectionMenu
            connection={connection}
            accountName={accountName}
            acts={acts}
            cycles={health.data?.cycles ?? null}
            suggestToken={suggestToken}
          />
        </>
      }
    >
      <Failures acts={acts} name={connection.name} />
      <Parts {...shown} />
    </Page>
  );
}

export function ConnectionPage() {
  const { account, connection: id } = route.useParams();
  const query = useQuery(connectionQuery(account, id));
  const { connector = "", setup = null } = query.data ?? {};
  const { data: ofSetup } = useQuery({ ...setupQuery(connector, setup ?? ""), enabled: setup !== null });
  return (
    <Loaded query={query} whole>
      {(connection) => <LoadedConnection key={id} account={account} connection={connection} setup={ofSetup ?? null} />}
    </Loaded>
  );
}
