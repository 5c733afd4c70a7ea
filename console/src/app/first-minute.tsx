import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { eventsQuery } from "../features/events/list-events.ts";
import { FirstMinutePanel } from "../features/first-minute/first-minute-panel.tsx";
import { runsQuery } from "../features/runs/list-runs.ts";
import { generalSettingsQuery } from "../features/settings/get-general-settings.ts";

/** The first steps on the demo account, ticked off as its messages and runs arrive. */
export function FirstMinute({ account }: { account: string }) {
  const { data: settings } = useQuery(generalSettingsQuery);
  const { data: events } = useInfiniteQuery(eventsQuery(account, { kind: "message" }));
  const { data: runs } = useInfiniteQuery(runsQuery(account, {}));
  const sandboxUrl = settings?.sandboxUrl ?? null;
  if (sandboxUrl === null || events === undefined || runs === undefined) return null;
  return (
    <FirstMinutePanel
      account={account}
      sandboxUrl={sandboxUrl}
      wrote={events.pages.some((page) => page.items.length > 0)}
      latestRun={runs.pages[0]?.items[0]?.id ?? null}
    />
  );
}
