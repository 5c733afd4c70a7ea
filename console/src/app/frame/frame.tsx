import { AppShell, Burger } from "@mantine/core";
import { useDisclosure, useMediaQuery, useNetwork } from "@mantine/hooks";
import { Outlet, useMatches, useNavigate } from "@tanstack/react-router";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { IconCloudOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { accountQuery } from "../../features/accounts/get-account.ts";
import { forgetHistories } from "../../features/builder/draft/kept-histories.ts";
import { NoticesBanner } from "../../features/notices/notices-banner.tsx";
import { PersonMenu } from "../../features/session/person-menu.tsx";
import { remember, rememberedKeys, useRemembered } from "../../lib/remembered.ts";
import { texts as common } from "../../lib/texts.ts";
import { InitialsTile } from "../../ui/initials-tile.tsx";
import { frameSize } from "../../ui/theme.ts";
import { CommandBar } from "../commands/command-bar.tsx";
import { LiveStatus } from "../live-status.ts";
import { texts } from "../texts.ts";
import { useDemo } from "../use-demo.ts";
import { useLive } from "../use-live.ts";
import classes from "./frame.module.css";
import { LiveIndicator } from "./live-indicator.tsx";
import { Rail } from "./rail.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";
import { Trail } from "./trail.tsx";

function OfflineBanner() {
  const { online } = useNetwork();
  if (online) return null;
  return (
    <div className={classes.banner} role="alert">
      <IconCloudOff className={classes.icon} aria-hidden="true" />
      {common.offline.banner}
    </div>
  );
}

interface BarProps {
  opened: boolean;
  onToggle: () => void;
  inSight: InSight;
}

function Bar({ opened, onToggle, inSight: { account, building } }: BarProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const onSignedOut = () => {
    void forgetHistories();
    client.clear();
    void navigate({ to: "/sign-in" });
  };
  return (
    <div className={classes.bar}>
      <Burger
        opened={opened}
        onClick={onToggle}
        hiddenFrom="sm"
        size="sm"
        aria-label={opened ? texts.closeRail : texts.openRail}
      />
      <Trail />
      <CommandBar account={account} quiet={building} />
      <LiveIndicator />
      <ThemeToggle />
      <PersonMenu onSignedOut={onSignedOut} />
    </div>
  );
}

/** Whose account one works in, where the rail that says so is out of sight. */
function AccountLine({ name = "" }: { name: string | undefined }) {
  const isNarrow = useMediaQuery("(max-width: 47.99em)", false, { getInitialValueInEffect: false });
  if (!isNarrow) return null;
  return (
    <div className={classes.account}>
      <InitialsTile name={name} />
      <span className={classes.name} dir="auto" title={name}>
        {name}
      </span>
    </div>
  );
}

/** Pages of the partner's level that show what happens in all accounts. */
const acrossAccounts: readonly string[] = ["/frame/", "/frame/runs", "/frame/events"];

interface InSight {
  /** Null at partner level. */
  account: string | null;
  across: boolean;
  /** In the Builder, which fills the page and has keys of its own. */
  building: boolean;
  /** The one that is open there. */
  cycle: string | null;
}

/** What the address is about. */
function useInSight(): InSight {
  const last = useMatches().at(-1);
  const params: { account?: string; cycle?: string } = last?.params ?? {};
  const route = last?.routeId ?? "";
  const building = route.endsWith("/build");
  return {
    account: params.account ?? null,
    across: acrossAccounts.includes(route),
    building,
    cycle: building ? (params.cycle ?? null) : null,
  };
}

/** What stands around every page of a signed-in person; `children` where the address has no page of its own. */
export function Frame({ children }: { children?: ReactNode }) {
  const [drawer, { toggle, close }] = useDisclosure(false);
  const inSight = useInSight();
  const { account, across, building, cycle } = inSight;
  const demo = useDemo(account === null && !across);
  const { data: found } = useQuery({ ...accountQuery(account ?? ""), enabled: account !== null });
  // An account that is not there has no stream to wait for.
  const ofAccount = account !== null && found ? account : undefined;
  const live = useLive(account === null ? (across ? null : (demo ?? undefined)) : ofAccount, cycle);
  const narrow = useRemembered(rememberedKeys.railNarrow) === "yes" || building;
  const railProps = {
    account,
    onChosen: close,
    onToggle: () => remember(rememberedKeys.railNarrow, narrow ? "no" : "yes"),
  };
  return (
    <LiveStatus value={live}>
      <AppShell
        layout="alt"
        header={{ height: frameSize.bar }}
        navbar={{
          width: narrow ? frameSize.railNarrow : frameSize.rail,
          breakpoint: "sm",
          collapsed: { mobile: !drawer },
        }}
        padding={building ? 0 : { base: "lg", sm: "xl" }}
        transitionDuration={frameSize.motion}
      >
        <a href="#content" className={classes.skip}>
          {texts.skip}
        </a>
        <AppShell.Navbar className={classes.rail} aria-label={texts.rail}>
          <div className={classes.drawerTop}>
            <Burger opened={drawer} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={texts.closeRail} />
          </div>
          <Rail {...railProps} narrow={narrow && !drawer} />
        </AppShell.Navbar>
        <AppShell.Header className={classes.header}>
          <Bar opened={drawer} onToggle={toggle} inSight={inSight} />
        </AppShell.Header>
        <AppShell.Main id="content" tabIndex={-1} className={building ? classes.building : undefined}>
          {account === null || building ? null : <AccountLine name={found?.name} />}
          <div className={classes.said}>
            <OfflineBanner />
            <NoticesBanner />
          </div>
          {children ?? <Outlet />}
        </AppShell.Main>
      </AppShell>
    </LiveStatus>
  );
}
