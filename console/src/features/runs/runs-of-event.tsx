import { Text } from "@mantine/core";
import type { Run } from "@velodrome/contract";
import { Surface } from "../../ui/surface.tsx";
import { RunsTable } from "./runs-table.tsx";
import { texts } from "./texts.ts";

export function RunsOfEvent({ account, runs }: { account: string; runs: readonly Run[] }) {
  if (runs.length > 0) return <RunsTable account={account} runs={runs} />;
  return (
    <Surface>
      <Text c="dimmed">{texts.noneOfEvent}</Text>
    </Surface>
  );
}
