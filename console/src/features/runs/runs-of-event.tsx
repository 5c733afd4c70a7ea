import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Event } from "@velodrome/contract";
import { Loaded } from "../../ui/loaded.tsx";
import { Surface } from "../../ui/surface.tsx";
import { runsOfEventQuery } from "./list-runs-of-event.ts";
import { RunsTable } from "./runs-table.tsx";
import { texts } from "./texts.ts";

export function RunsOfEvent({ account, event }: { account: string; event: Event }) {
  const query = useQuery(runsOfEventQuery(account, event));
  return (
    <Loaded query={query} lines={2}>
      {(runs) =>
        runs.length === 0 ? (
          <Surface>
            <Text c="dimmed">{texts.noneOfEvent}</Text>
          </Surface>
        ) : (
          <RunsTable account={account} runs={runs} />
        )
      }
    </Loaded>
  );
}
