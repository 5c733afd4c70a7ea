import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { RunRetry } from "@velodrome/contract";
import { cancelRun } from "./cancel-run.ts";
import { retryRun } from "./retry-run.ts";

interface RunActsGiven {
  account: string;
  run: string;
  /** Where to go when a new run was made of this one. */
  onRetried: (newRun: string) => void;
}

export function useRunActs({ account, run, onRetried }: RunActsGiven) {
  const client = useQueryClient();
  const onSettled = async () => {
    await Promise.all(["runs", "run"].map((name) => client.invalidateQueries({ queryKey: [name, account] })));
  };
  const cancel = useMutation({ mutationFn: () => cancelRun(account, run), onSettled });
  const retry = useMutation({
    mutationFn: (how: RunRetry) => retryRun(account, run, how),
    onSuccess: (made) => onRetried(made.id),
    onSettled,
  });
  return { cancel, retry };
}
