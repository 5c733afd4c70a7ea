import { ActionIcon, Tooltip } from "@mantine/core";
import { Link, type LinkProps, useMatches } from "@tanstack/react-router";
import {
  type Icon,
  IconEraser,
  IconInbox,
  IconLayoutDashboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMessages,
  IconPlayerTrackNext,
  IconPlugConnected,
  IconPlug,
  IconRoute,
  IconSettings,
  IconUsersGroup,
  IconVariable,
} from "@tabler/icons-react";
import { AccountSwitcher } from "../../features/accounts/account-switcher.tsx";
import { ProductMark } from "../../ui/product-mark.tsx";
import { texts } from "../texts.ts";
import classes from "./rail.module.css";

interface RailProps {
  account: string | null;
  narrow: boolean;
  onToggle: () => void;
  /** Called after a choice, so that a drawer can close. */
  onChosen: () => void;
}

interface EntryProps {
  icon: Icon;
  label: string;
  narrow: boolean;
  /** A page that is opened from there is shown, whose address lies elsewhere. */
  near: boolean;
  link: Pick<LinkProps, "to" | "params" | "activeOptions">;
  onChosen: () => void;
}

function Entry({ icon: Sign, label, narrow, near, link, onChosen }: EntryProps) {
  return (
    <li>
      <Tooltip label={label} position="right" disabled={!narrow}>
        <Link
          {...link}
          className={classes.entry}
          data-active={near || undefined}
          activeProps={{ "data-active": true }}
          aria-label={label}
          onClick={onChosen}
          data-narrow={narrow || undefined}
        >
          <Sign className={classes.icon} stroke={1.75} aria-hidden="true" />
          {narrow ? null : label}
        </Link>
      </Tooltip>
    </li>
  );
}

const inAccount = [
  { icon: IconLayoutDashboard, label: texts.overview, to: "/accounts/$account", exact: true },
  { icon: IconRoute, label: texts.cycles, to: "/accounts/$account/cycles", also: "/recycle-bin" },
  { icon: IconPlugConnected, label: texts.connections, to: "/accounts/$account/connections" },
  { icon: IconPlayerTrackNext, label: texts.runs, to: "/accounts/$account/runs" },
  { icon: IconInbox, label: texts.events, to: "/accounts/$account/events", also: "/trace" },
  { icon: IconMessages, label: texts.conversations, to: "/accounts/$account/conversations" },
  { icon: IconVariable, label: texts.variables, to: "/accounts/$account/variables" },
  { icon: IconEraser, label: texts.privacy, to: "/accounts/$account/privacy" },
  { icon: IconSettings, label: texts.settings, to: "/accounts/$account/settings" },
] as const;

const atPartner = [
  { icon: IconLayoutDashboard, label: texts.dashboard, to: "/", exact: true },
  { icon: IconUsersGroup, label: texts.accounts, to: "/accounts" },
  { icon: IconPlug, label: texts.connectors, to: "/connectors" },
  { icon: IconPlayerTrackNext, label: texts.runs, to: "/runs" },
  { icon: IconInbox, label: texts.events, to: "/events", also: "/trace" },
  { icon: IconSettings, label: texts.settings, to: "/settings/general" },
] as const;

interface Extent {
  exact?: boolean;
  also?: string;
}

/** What is above everything else is only where one is when one is nowhere deeper. */
const activeIn = (entry: Extent) => ({ exact: entry.exact === true, includeSearch: false });

/** The way around: at partner level, or inside one account, which then stands on top. */
export function Rail({ account, narrow, onToggle, onChosen }: RailProps) {
  const shared = { narrow, onChosen };
  const route = useMatches().at(-1)?.routeId ?? "";
  const isNear = ({ also }: Extent) => also !== undefined && route.endsWith(also);
  return (
    <div className={classes.rail} data-narrow={narrow || undefined}>
      <div className={classes.top}>
        <Link to="/" className={classes.home} onClick={onChosen}>
          <ProductMark signOnly={narrow} />
        </Link>
      </div>
      {account === null ? null : (
        <div className={classes.account}>
          <AccountSwitcher account={account} narrow={narrow} />
        </div>
      )}
      <ul className={classes.entries}>
        {account === null
          ? atPartner.map(({ icon, label, to, ...rest }) => (
              <Entry
                key={to}
                {...shared}
                icon={icon}
                label={label}
                near={isNear(rest)}
                link={{ to, activeOptions: activeIn(rest) }}
              />
            ))
          : inAccount.map(({ icon, label, to, ...rest }) => {
              const link = { to, params: { account }, activeOptions: activeIn(rest) };
              return <Entry key={to} {...shared} icon={icon} label={label} near={isNear(rest)} link={link} />;
            })}
      </ul>
      <ActionIcon
        className={classes.toggle}
        variant="subtle"
        color="gray"
        aria-label={narrow ? texts.wideRail : texts.narrowRail}
        aria-expanded={!narrow}
        visibleFrom="sm"
        onClick={onToggle}
      >
        {narrow ? (
          <IconLayoutSidebarLeftExpand className={classes.icon} />
        ) : (
          <IconLayoutSidebarLeftCollapse className={classes.icon} />
        )}
      </ActionIcon>
    </div>
  );
}
