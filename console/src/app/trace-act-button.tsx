import type { TraceAct } from "@velodrome/contract";
import { texts } from "../features/trace/texts.ts";
import { ButtonLink } from "../ui/link.tsx";
import { ReplayEventButton } from "./replay-event-button.tsx";

/** What can be done about an answer. `own`: how the account stands in addresses, where one is open. */
export function TraceActButton({ act, own }: { act: TraceAct; own: string | null }) {
  const account = own ?? act.account ?? "";
  const { connector, setup, connection, cycle, run, event } = act;
  const label = texts.acts[act.kind];
  switch (act.kind) {
    case "connect_page":
      if (account !== "") {
        return (
          <ButtonLink to="/accounts/$account/connections/new" params={{ account }}>
            {label}
          </ButtonLink>
        );
      }
      return <ButtonLink to="/accounts">{label}</ButtonLink>;
    case "open_connection":
      return (
        <ButtonLink
          to="/accounts/$account/connections/$connection"
          params={{ account, connection: connection ?? "" }}
          variant="default"
        >
          {label}
        </ButtonLink>
      );
    case "open_setup":
      return (
        <ButtonLink
          to="/connectors/$connector/setups/$setup"
          params={{ connector: connector ?? "", setup: setup ?? "" }}
        >
          {label}
        </ButtonLink>
      );
    case "start_cycle":
      return (
        <ButtonLink to="/accounts/$account/cycles/$cycle" params={{ account, cycle: cycle ?? "" }}>
          {label}
        </ButtonLink>
      );
    case "new_cycle":
      return (
        <ButtonLink to="/accounts/$account/cycles" params={{ account }}>
          {label}
        </ButtonLink>
      );
    case "replay_event":
      return <ReplayEventButton account={account} event={event ?? ""} />;
    case "open_run":
      return (
        <ButtonLink to="/accounts/$account/runs/$run" params={{ account, run: run ?? "" }} variant="default">
          {label}
        </ButtonLink>
      );
  }
}
