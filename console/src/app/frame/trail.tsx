import { Box } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useMatches } from "@tanstack/react-router";
import { IconChevronRight } from "@tabler/icons-react";
import { accountQuery } from "../../features/accounts/get-account.ts";
import { cycleQuery } from "../../features/cycles/get-cycle.ts";
import { texts } from "../texts.ts";
import classes from "./trail.module.css";

interface Crumb {
  label: string;
  /** On phones only the account and the place itself have room. */
  wideOnly?: boolean;
  to?: string;
}

const things: Readonly<Record<string, string>> = {
  cycles: texts.cycles,
  runs: texts.runs,
  events: texts.events,
};

/** Names of what the address goes through, from the partner's level down. */
function useCrumbs(): Crumb[] {
  const last = useMatches().at(-1);
  const params: { account?: string; cycle?: string; run?: string; event?: string } = last?.params ?? {};
  const { account = "", cycle = "" } = params;
  const { data: inAccount } = useQuery({ ...accountQuery(account), enabled: account !== "" });
  const { data: ofCycle } = useQuery({ ...cycleQuery(account, cycle), enabled: cycle !== "" });
  if (account === "") return [{ label: texts.accounts }];
  const base = `/accounts/${encodeURIComponent(account)}`;
  const crumbs: Crumb[] = [
    { label: texts.accounts, to: "/accounts", wideOnly: true },
    { label: inAccount?.name ?? account, to: base },
  ];
  const section = last?.pathname.slice(base.length).split("/")[1] ?? "";
  const thing = things[section];
  const deeper = [params.cycle, params.run, params.event].some((id) => id !== undefined);
  if (thing !== undefined) crumbs.push({ label: thing, to: `${base}/${section}`, wideOnly: deeper });
  if (params.cycle !== undefined) crumbs.push({ label: ofCycle?.name ?? texts.cycle });
  if (params.run !== undefined) crumbs.push({ label: texts.run });
  if (params.event !== undefined) crumbs.push({ label: texts.event });
  return crumbs;
}

/** Where one is, and the way back up. */
export function Trail() {
  const crumbs = useCrumbs();
  return (
    <nav className={classes.trail} aria-label={texts.whereAmI}>
      <ol className={classes.list}>
        {crumbs.map(({ label, to, wideOnly = false }, index) => {
          const here = index === crumbs.length - 1;
          return (
            <Box
              component="li"
              key={`${index} ${label}`}
              className={classes.crumb}
              {...(wideOnly ? { visibleFrom: "sm" } : {})}
            >
              {here || to === undefined ? (
                <span className={classes.here} aria-current="page" title={label}>
                  {label}
                </span>
              ) : (
                <Link to={to} className={classes.up} title={label}>
                  {label}
                </Link>
              )}
              {here ? null : <IconChevronRight className={classes.chevron} aria-hidden="true" />}
            </Box>
          );
        })}
      </ol>
    </nav>
  );
}
