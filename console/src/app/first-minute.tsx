import { Skeleton } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { eventsQuery } from "../features/events/list-events.ts";
import { FirstMinutePanel } from "../features/first-minute/first-minute-panel.tsx";
import { runsQuery } from "../features/runs/list-runs.ts";
import { generalSettingsQuery } from "../features/settings/get-general-settings.ts";

/** The first steps on the demo account (see `useDemo`: while they are shown), ticked off as its messages and runs arrive. */
export function FirstMinute({ account }: { account: string }) {
  const { data: settings, isPending: awaitsSettings } = useQuery(generalSettingsQuery);
  const { data: events, isPending: awaitsEvents } = useInfiniteQuery(eventsQuery(account, { kind: "message" }));
  const { data: runs, isPending: awaitsRuns } = useInfiniteQuery(runsQuery(account, {}));
  const sandboxUrl = settings?.sandboxUrl ?? null;
  const waits = awaitsSettings || awaitsEvents || awaitsRuns;
  if (sandboxUrl === null && !awaitsSettings) return null;
  // It has its place at once: what stands below would move when it comes.
  return (
    <Skeleton visible={waits} inert={waits}>
      <FirstMinutePanel
        account={account}
        sandboxUrl={sandboxUrl ?? ""}
        wrote={events?.pages.some((page) => page.items.length > 0) === true}
        latestRun={runs?.pages[0]?.items[0]?.id ?? null}
      />
    </Skeleton>
  );
}
