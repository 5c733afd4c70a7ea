import { Group, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { TextLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Surface } from "../../ui/surface.tsx";
import { runsQuery } from "./list-runs.ts";
import { RunsTable } from "./runs-table.tsx";
import { texts } from "./texts.ts";

const shown = 10;

/** The latest runs of one cycle, live, and the way to all of them. */
export function RecentRuns({ account, cycle }: { account: string; cycle: string }) {
  const query = useInfiniteQuery(runsQuery(account, { cycle }));
  return (
    <Loaded query={query} lines={4}>
      {({ pages }) => {
        const runs = pages.flatMap((page) => page.items);
        if (runs.length === 0) {
          return (
            <Surface>
              <Text c="dimmed">{texts.noneHint}</Text>
            </Surface>
          );
        }
        return (
          <>
            <RunsTable account={account} runs={runs.slice(0, shown)} oneCycle />
            <Group>
              <TextLink to="/accounts/$account/runs" params={{ account }} search={{ cycle }}>
                {texts.all}
              </TextLink>
            </Group>
          </>
        );
      }}
    </Loaded>
  );
}
