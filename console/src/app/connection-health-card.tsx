import { useMutation, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Connection, ConnectionHealth, FindingAct } from "@velodrome/contract";
import { HealthCard } from "../features/connections/health-card.tsx";
import { resubscribeConnection } from "../features/connections/resubscribe-connection.ts";
import { registerWebhook } from "../features/setups/register-webhook.ts";
import { resubscribeAll } from "../features/setups/resubscribe-all.ts";

interface ConnectionHealthCardProps {
  account: string;
  connection: Connection;
  query: UseQueryResult<ConnectionHealth>;
}

/** What the calls behind a finding's button change. */
const following = ["connection-health", "connection", "connections", "setup", "setup-health"];

/** Acts that are one call; what they answer shows in the check after them. */
function callOf(act: FindingAct, account: string, { id, connector, setup }: Connection): Promise<unknown> | null {
  if (act === "resubscribe") return resubscribeConnection(account, id);
  if (setup === null) return null;
  if (act === "register-webhook") return registerWebhook(connector, setup, {});
  if (act === "resubscribe-all") return resubscribeAll(connector, setup);
  return null;
}

/** The health of a connection, whose buttons mend or lead to where it is mended. */
export function ConnectionHealthCard({ account, connection, query }: ConnectionHealthCardProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const mend = useMutation({
    mutationFn: async (act: FindingAct) => {
      await callOf(act, account, connection);
    },
    onSettled: () => Promise.all(following.map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
  const { connector, setup } = connection;
  const onAct = (act: FindingAct) => {
    if (act === "reauthenticate" || act === "choose-page") {
      const params = { account, connection: connection.id };
      const search = act === "reauthenticate" ? { again: true } : {};
      void navigate({ to: "/accounts/$account/connections/$connection/connect", params, search });
    } else if (act === "open-settings") void navigate({ to: "/settings/general" });
    else if (["change-secret", "change-version", "open-checklist", "check-setup"].includes(act)) {
      if (setup !== null) void navigate({ to: "/connectors/$connector/setups/$setup", params: { connector, setup } });
    } else mend.mutate(act);
  };
  return <HealthCard query={query} onAct={onAct} busy={mend.isPending ? mend.variables : null} failure={mend.error} />;
}
