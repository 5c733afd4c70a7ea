import { Stack } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Connection, CycleWithDocument, Setup, SetupHealth, TriggerStep } from "@velodrome/contract";
import { useEffect, useRef } from "react";
import { connectionHealthQuery } from "../features/connections/get-connection-health.ts";
import { connectionsQuery } from "../features/connections/list-connections.ts";
import { ownTokenQuery } from "../features/connections/own-token.ts";
import { resubscribeConnection } from "../features/connections/resubscribe-connection.ts";
import { ConnectionSelect } from "../features/cycles/connection-select.tsx";
import { kindOfTrigger, messagePanel } from "../features/cycles/message-panel.ts";
import { MessageCard } from "../features/cycles/message-card.tsx";
import { useChooseConnection } from "../features/cycles/use-choose-connection.ts";
import type { TokenActs } from "../features/cycles/verify-token-field.tsx";
import { eventsQuery } from "../features/events/list-events.ts";
import { generalSettingsQuery } from "../features/settings/get-general-settings.ts";
import { texts as checklistTexts } from "../features/setups/checklist-texts.ts";
import { enteredTokenQuery } from "../features/setups/entered-token.ts";
import { setupHealthQuery } from "../features/setups/get-setup-health.ts";
import { setupQuery } from "../features/setups/get-setup.ts";
import { RegisterButton } from "../features/setups/register-button.tsx";
import { suggestToken } from "../features/setups/suggest-token.ts";
import { useSetupActs } from "../features/setups/use-setup-acts.ts";
import { Loaded } from "../ui/loaded.tsx";
import { Surface } from "../ui/surface.tsx";

interface StepGiven {
  account: string;
  cycle: CycleWithDocument;
  step: TriggerStep;
}

interface ConnectedGiven extends StepGiven {
  connection: Connection;
}

/** Why the webhook cannot be registered; null when it can. The sandbox may reach a local address. */
function useUnreachable({ sandbox }: Connection): string | null {
  const { data: settings } = useQuery(generalSettingsQuery);
  return settings?.local === true && !sandbox ? checklistTexts.registerLocal(settings.serviceDomain) : null;
}

/** Either token verifies the address: the Setup's, or the connection's own. */
function useTokenActs(connection: Connection, setup: Setup, acts: ReturnType<typeof useSetupActs>): TokenActs {
  const client = useQueryClient();
  const { queryKey } = enteredTokenQuery(setup.connector, setup.id);
  const { data: ofSetup = null } = useQuery(enteredTokenQuery(setup.connector, setup.id));
  const { data: own = null } = useQuery(ownTokenQuery(connection.id));
  return {
    entered: ofSetup ?? own,
    suggest: suggestToken,
    busy: acts.patch.isPending,
    error: acts.patch.error,
    save: (verifyToken) =>
      acts.patch.mutate({ verifyToken }, { onSuccess: () => client.setQueryData(queryKey, verifyToken) }),
  };
}

function useMend(account: string, connection: Connection) {
  const client = useQueryClient();
  const mend = useMutation({
    mutationFn: () => resubscribeConnection(account, connection.id),
    onSettled: () => client.invalidateQueries({ queryKey: connectionHealthQuery(account, connection.id).queryKey }),
  });
  return { run: () => mend.mutate(), busy: mend.isPending, error: mend.error };
}

/** What the doctor found before the address was verified says nothing about afterwards. */
function useConnectionHealth(account: string, { id, status }: Connection, { verifiedAt }: SetupHealth) {
  const client = useQueryClient();
  const seen = useRef(verifiedAt);
  useEffect(() => {
    if (seen.current === verifiedAt) return;
    seen.current = verifiedAt;
    void client.invalidateQueries({ queryKey: connectionHealthQuery(account, id).queryKey });
  }, [client, account, id, verifiedAt]);
  return useQuery({ ...connectionHealthQuery(account, id), enabled: status === "authenticated" });
}

/** Of a step whose connection has a Setup: everything its card says. */
function WithSetup({ setup, health, ...given }: ConnectedGiven & { setup: Setup; health: SetupHealth }) {
  const { account, cycle, step, connection } = given;
  const ofConnection = useConnectionHealth(account, connection, health);
  const kind = kindOfTrigger(step);
  const events = useInfiniteQuery(eventsQuery(account, { connection: connection.id, kind }));
  const acts = useSetupActs(setup);
  const token = useTokenActs(connection, setup, acts);
  const unreachable = useUnreachable(connection);
  const mend = useMend(account, connection);
  if (ofConnection.isLoading) return <Loaded query={ofConnection} lines={2} children={() => null} />;
  // Else it would say for a moment that no message came yet.
  if (events.isLoading) return <Loaded query={events} lines={2} children={() => null} />;
  const panel = messagePanel({
    connection,
    setup,
    setupHealth: health,
    connectionHealth: ofConnection.data ?? null,
    disabled: step.disabled === true,
    cycle,
    messages: events.data?.pages.flatMap(({ items }) => items) ?? [],
    olderMessages: events.hasNextPage,
  });
  return (
    <MessageCard
      account={account}
      panel={panel}
      connection={connection}
      webhookUrl={setup.webhookUrl}
      token={token}
      register={<RegisterButton setup={setup} acts={acts} unreachable={unreachable} />}
      mend={mend}
    />
  );
}

const idle = { entered: null, suggest: suggestToken, save: () => undefined, busy: false, error: null };
const nothingToMend = { run: () => undefined, busy: false, error: null };

/** Before there is a Setup to speak of. */
function WithoutSetup({ account, cycle, step, connection }: StepGiven & { connection: Connection | null }) {
  const panel = messagePanel({
    connection,
    setup: null,
    setupHealth: null,
    connectionHealth: null,
    disabled: step.disabled === true,
    cycle,
    messages: [],
    olderMessages: false,
  });
  return (
    <MessageCard
      account={account}
      panel={panel}
      connection={connection}
      webhookUrl={null}
      token={idle}
      register={null}
      mend={nothingToMend}
    />
  );
}

function OfSetup(given: ConnectedGiven & { setupId: string }) {
  const { connection, setupId } = given;
  const setup = useQuery(setupQuery(connection.connector, setupId));
  const health = useQuery(setupHealthQuery(connection.connector, setupId));
  return (
    <Loaded query={setup} lines={2}>
      {(loaded) => (
        <Loaded query={health} lines={2}>
          {(found) => <WithSetup {...given} setup={loaded} health={found} />}
        </Loaded>
      )}
    </Loaded>
  );
}

/** How a connection is chosen: at once, or in a draft that is being edited. */
export interface ChooseConnection {
  run: (connection: string) => void;
  busy: boolean;
  error: unknown;
}

/** A trigger step whose choice of connection is kept at once. */
export function SavedMessageStep(given: StepGiven) {
  const { mutate, isPending, error } = useChooseConnection(given.account, given.cycle);
  const run = (connection: string) => mutate({ step: given.step.id, connection });
  return <MessageStep {...given} choose={{ run, busy: isPending, error }} />;
}

/** A trigger step: which connection it takes from, and whether anything comes in there. */
export function MessageStep({ choose, ...given }: StepGiven & { choose: ChooseConnection }) {
  const { account, step } = given;
  const query = useQuery(connectionsQuery(account));
  return (
    <Surface>
      <Loaded query={query} lines={3}>
        {(all) => {
          const fitting = all.filter(({ connector }) => connector === step.connector);
          const connection = fitting.find(({ id }) => id === step.connection) ?? null;
          const setupId = connection?.setup ?? null;
          return (
            <Stack gap="lg">
              {connection !== null && setupId !== null ? (
                <OfSetup key={connection.id} {...given} connection={connection} setupId={setupId} />
              ) : (
                <WithoutSetup {...given} connection={connection} />
              )}
              <ConnectionSelect
                account={account}
                connections={fitting}
                chosen={step.connection ?? null}
                busy={choose.busy}
                error={choose.error}
                onChoose={choose.run}
              />
            </Stack>
          );
        }}
      </Loaded>
    </Surface>
  );
}
