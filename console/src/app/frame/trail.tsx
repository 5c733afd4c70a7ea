import { useQuery } from "@tanstack/react-query";
import { Link, rootRouteId, useMatches } from "@tanstack/react-router";
import { IconArrowLeft, IconChevronRight } from "@tabler/icons-react";
import { accountQuery } from "../../features/accounts/get-account.ts";
import { connectionQuery } from "../../features/connections/get-connection.ts";
import { connectorQuery } from "../../features/connectors/get-connector.ts";
import { cycleQuery } from "../../features/cycles/get-cycle.ts";
import { setupQuery } from "../../features/setups/get-setup.ts";
import { texts as common } from "../../lib/texts.ts";
import { texts } from "../texts.ts";
import classes from "./trail.module.css";

interface Crumb {
  label: string;
  to?: string;
}

interface Params {
  account?: string;
  cycle?: string;
  connection?: string;
  run?: string;
  event?: string;
  person?: string;
  connector?: string;
  setup?: string;
}

const things: Readonly<Record<string, string>> = {
  cycles: texts.cycles,
  connections: texts.connections,
  variables: texts.variables,
  privacy: texts.privacy,
  settings: texts.accountSettings,
  runs: texts.runs,
  events: texts.events,
  conversations: texts.conversations,
  trace: texts.trace,
  "recycle-bin": texts.recycleBin,
};

/** What is opened from a list, though its address does not go through it. */
const openedFrom: Readonly<Record<string, string>> = { trace: "events", "recycle-bin": "cycles" };

/** Names of what the address goes through at the partner's own level. */
function usePartnerCrumbs(pathname: string, params: { connector?: string; setup?: string }): Crumb[] {
  const { connector = "", setup = "" } = params;
  const { data: ofConnector } = useQuery({ ...connectorQuery(connector), enabled: connector !== "" });
  const { data: ofSetup } = useQuery({ ...setupQuery(connector, setup), enabled: setup !== "" });
  const [, section = "", , third] = pathname.split("/");
  if (section === "settings") return [{ label: texts.settings }, { label: texts.generalSettings }];
  if (section === "") return [{ label: texts.dashboard }];
  if (section === "runs" || section === "events") return [{ label: texts[section] }];
  if (section === "trace") return [{ label: texts.events, to: "/events" }, { label: texts.trace }];
  if (section === "guide") return [{ label: texts.guide }];
  if (section !== "connectors") return [{ label: texts.accounts }];
  const crumbs: Crumb[] = [{ label: texts.connectors, to: "/connectors" }];
  if (connector !== "") {
    crumbs.push({ label: ofConnector?.title ?? connector, to: `/connectors/${encodeURIComponent(connector)}` });
  }
  if (setup !== "") crumbs.push({ label: ofSetup?.name ?? texts.setup });
  else if (third === "setups") crumbs.push({ label: texts.newSetup });
  return crumbs;
}

/** Names of what the address goes through, from the partner's level down. */
function useCrumbs(): Crumb[] {
  const last = useMatches().at(-1);
  const params: Params = last?.params ?? {};
  const { account = "", cycle = "", connection = "" } = params;
  const { data: inAccount } = useQuery({ ...accountQuery(account), enabled: account !== "" });
  const { data: ofConnection } = useQuery({ ...connectionQuery(account, connection), enabled: connection !== "" });
  const { data: ofCycle } = useQuery({ ...cycleQuery(account, cycle), enabled: cycle !== "" });
  const atPartner = usePartnerCrumbs(last?.pathname ?? "", params);
  if (last?.routeId === rootRouteId) return [{ label: common.notFound.heading }];
  if (account === "") return atPartner;
  const base = `/accounts/${encodeURIComponent(account)}`;
  const crumbs: Crumb[] = [
    { label: texts.accounts, to: "/accounts" },
    { label: inAccount?.name ?? account, to: base },
  ];
  const section = last?.pathname.slice(base.length).split("/")[1] ?? "";
  const thing = things[section];
  const above = openedFrom[section];
  if (above !== undefined) crumbs.push({ label: things[above] ?? above, to: `${base}/${above}` });
  const adding = last?.pathname === `${base}/connections/new`;
  if (thing !== undefined) crumbs.push({ label: thing, to: `${base}/${section}` });
  if (params.cycle !== undefined) {
    const own = `${base}/cycles/${encodeURIComponent(cycle)}`;
    const building = last?.pathname.endsWith("/build") === true;
    crumbs.push({ label: ofCycle?.name ?? texts.cycle, to: own });
    if (building) crumbs.push({ label: texts.builder });
  }
  if (params.connection !== undefined) {
    const own = `${base}/connections/${encodeURIComponent(connection)}`;
    const connecting = last?.pathname.endsWith("/connect") === true;
    crumbs.push({ label: ofConnection?.name ?? texts.connection, to: own });
    if (connecting) crumbs.push({ label: texts.connectIt });
  }
  if (adding) crumbs.push({ label: texts.newConnection });
  if (params.run !== undefined) crumbs.push({ label: texts.run });
  if (params.event !== undefined) crumbs.push({ label: texts.event });
  if (params.person !== undefined) crumbs.push({ label: texts.conversation });
  return crumbs;
}

/** Where one is, and the way back up. */
export function Trail() {
  const crumbs = useCrumbs();
  return (
    <nav className={classes.trail} aria-label={texts.whereAmI}>
      <ol className={classes.list}>
        {crumbs.map(({ label, to }, index) => {
          const here = index === crumbs.length - 1;
          return (
            <li key={`${index} ${label}`} className={classes.crumb}>
              {here || to === undefined ? (
                <span className={classes.here} dir="auto" aria-current={here ? "page" : undefined} title={label}>
                  {label}
                </span>
              ) : (
                <Link to={to} className={classes.up} dir="auto" title={label}>
                  {/* On a phone there is room for the place itself, and a way back to the one above. */}
                  <IconArrowLeft className={classes.back} aria-hidden="true" />
                  <span className={classes.name}>{label}</span>
                </Link>
              )}
              {here ? null : <IconChevronRight className={classes.chevron} aria-hidden="true" />}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
