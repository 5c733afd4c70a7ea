import { SegmentedControl, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type Dashboard, type DashboardPeriod, dashboardPeriods, type RunStatus } from "@velodrome/contract";
import type { ReactNode } from "react";
import { connectionLook } from "../features/connections/connection-look.ts";
import { AttentionList } from "../features/dashboard/attention-list.tsx";
import { dashboardQuery } from "../features/dashboard/get-dashboard.ts";
import { Plots } from "../features/dashboard/plots.tsx";
import { texts } from "../features/dashboard/texts.ts";
import { runLook } from "../features/runs/run-look.ts";
import { countInWords } from "../lib/locale.ts";
import type { Scope } from "../lib/request.ts";
import { serverWords } from "../lib/server-words.ts";
import { ButtonLink, TextLink } from "../ui/link.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Moment } from "../ui/moment.tsx";
import { Page } from "../ui/page.tsx";
import { StateMark } from "../ui/state-mark.tsx";
import classes from "./dashboard-view.module.css";

interface DashboardViewProps {
  scope: Scope;
  heading: string;
  period: DashboardPeriod;
  onPeriod: (period: DashboardPeriod) => void;
  children?: ReactNode;
}

interface PartProps {
  dashboard: Dashboard;
  scope: Scope;
}

const periods = dashboardPeriods.map((period) => ({ value: period, label: texts.periods[period] }));

/** Whose it is, where more than one account is shown. */
const whose = (scope: Scope, name: string): string => (scope === null ? ` · ${name}` : "");

function RunsNow({ dashboard: { unfinished }, scope }: PartProps) {
  const states = Object.keys(texts.unfinished) as (keyof typeof texts.unfinished)[];
  const rows = states.flatMap((status) => {
    const count = unfinished[status] ?? 0;
    if (count === 0) return [];
    const words = `${countInWords(count)} ${texts.unfinished[status]}`;
    const search = { status: status as RunStatus };
    const link =
      scope === null ? (
        <TextLink to="/runs" search={search}>
          {words}
        </TextLink>
      ) : (
        <TextLink to="/accounts/$account/runs" params={{ account: scope }} search={search}>
          {words}
        </TextLink>
      );
    return [{ key: status, main: link, aside: <StateMark look={runLook[status]} /> }];
  });
  return <AttentionList heading={texts.now} none={texts.nothingNow} rows={rows} />;
}

function FailingCycles({ dashboard: { cycles }, scope }: PartProps) {
  const rows = cycles.map(({ account, accountName, cycle, name, failed, succeeded }) => {
    const params = { account: scope ?? account };
    return {
      key: cycle,
      main: (
        <>
          <TextLink to="/accounts/$account/cycles/$cycle" params={{ ...params, cycle }}>
            {name}
          </TextLink>
          {whose(scope, accountName)}
        </>
      ),
      aside: (
        <>
          {texts.failures(failed, succeeded)} ·{" "}
          <TextLink to="/accounts/$account/runs" params={params} search={{ cycle, status: "failed" }}>
            {texts.seeFailures}
          </TextLink>
        </>
      ),
    };
  });
  return <AttentionList heading={texts.failing} none={texts.noneFailing} rows={rows} />;
}

function TroubledConnections({ dashboard: { connections }, scope }: PartProps) {
  const rows = connections.map(({ account, accountName, connection, name, status, reason }) => ({
    key: connection,
    main: (
      <>
        <TextLink to="/accounts/$account/connections/$connection" params={{ account: scope ?? account, connection }}>
          {name}
        </TextLink>
        {whose(scope, accountName)}
        {reason === null ? null : <div>{serverWords(reason)}</div>}
      </>
    ),
    aside: <StateMark look={connectionLook({ status })} />,
  }));
  return <AttentionList heading={texts.troubled} none={texts.noneTroubled} rows={rows} />;
}

function Ingest({ dashboard: { setups } }: PartProps) {
  const rows = setups.map(({ connector, setup, name, genuineAt, refused, held }) => ({
    key: setup,
    main: (
      <>
        <TextLink to="/connectors/$connector/setups/$setup" params={{ connector, setup }}>
          {name}
        </TextLink>
        {refused > 0 ? <div>{texts.refused(refused, genuineAt !== null)}</div> : null}
        {held > 0 ? <div>{texts.held(held)}</div> : null}
      </>
    ),
    aside:
      genuineAt === null ? (
        texts.never
      ) : (
        <>
          {texts.lastGenuine} <Moment at={genuineAt} />
        </>
      ),
  }));
  const action = (
    <ButtonLink to="/connectors/$connector/setups/new" params={{ connector: "facebook-messenger" }} variant="default">
      {texts.addSetup}
    </ButtonLink>
  );
  return <AttentionList heading={texts.ingest} none={texts.noSetup} rows={rows} action={action} />;
}

/** What happened lately in an account, or in all, and what needs somebody. */
export function DashboardView({ scope, heading, period, onPeriod, children }: DashboardViewProps) {
  const query = useQuery(dashboardQuery(scope, period));
  const choice = (
    <SegmentedControl
      aria-label={texts.period}
      data={periods}
      value={period}
      onChange={(chosen) => onPeriod(chosen as DashboardPeriod)}
    />
  );
  return (
    <Page heading={heading} actions={choice}>
      {children}
      <Loaded query={query} lines={8}>
        {(dashboard) => (
          <Stack gap="lg">
            <Plots dashboard={dashboard} />
            <div className={classes.lists}>
              <div className={classes.cards} data-across={scope === null || undefined}>
                <FailingCycles dashboard={dashboard} scope={scope} />
                <TroubledConnections dashboard={dashboard} scope={scope} />
                {scope === null ? <Ingest dashboard={dashboard} scope={scope} /> : null}
                <RunsNow dashboard={dashboard} scope={scope} />
              </div>
            </div>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
