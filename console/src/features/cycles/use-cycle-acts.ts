import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { BacklogAnswer, Cycle } from "@velodrome/contract";
import { startCycle } from "./start-cycle.ts";
import { stopCycle } from "./stop-cycle.ts";

interface Hears {
  onStart?: () => void;
  onStartFailed?: (error: unknown) => void;
  onStopFailed?: (error: unknown) => void;
}

/** Starting and stopping a cycle, with what is on screen brought up to date after either. */
export function useCycleActs(account: string, cycle: Pick<Cycle, "id" | "status">, hears: Hears = {}) {
  const client = useQueryClient();
  const onSettled = async () => {
    const names = ["cycles", "cycle", "versions"];
    await Promise.all(names.map((name) => client.invalidateQueries({ queryKey: [name, account] })));
  };
  const start = useMutation({
    mutationFn: (backlog: BacklogAnswer | undefined) =>
      startCycle(account, cycle, backlog === undefined ? {} : { backlog }),
    onMutate: () => hears.onStart?.(),
    onError: (error) => hears.onStartFailed?.(error),
    onSettled,
  });
  const stop = useMutation({
    mutationFn: () => stopCycle(account, cycle.id),
    onMutate: () => hears.onStart?.(),
    onError: (error) => hears.onStopFailed?.(error),
    onSettled,
  });
  return { start, stop };
}

export type CycleActs = ReturnType<typeof useCycleActs>;
