import { Stack } from "@mantine/core";
import type { ConnectionHealth } from "@velodrome/contract";
import { CycleButton } from "../features/cycles/cycle-button.tsx";
import { CycleFailure } from "../features/cycles/cycle-failure.tsx";
import { texts } from "../features/cycles/texts.ts";
import { useCycleActs } from "../features/cycles/use-cycle-acts.ts";
import { useAccountName } from "./use-account-name.ts";

interface CycleStartProps {
  account: string;
  cycle: ConnectionHealth["cycles"][number];
}

/** Starts a cycle that stopped when its connection was lost, from where that is mended. */
export function CycleStart({ account, cycle }: CycleStartProps) {
  const accountName = useAccountName(account);
  const { id, name } = cycle;
  const stopped = { id, name, status: "stopped", changed: false } as const;
  const acts = useCycleActs(account, stopped);
  return (
    <Stack gap="sm" align="flex-end">
      <CycleButton cycle={stopped} accountName={accountName} acts={acts} quiet />
      {acts.start.isError ? <CycleFailure error={acts.start.error} heading={texts.startFailed(name)} /> : null}
    </Stack>
  );
}
