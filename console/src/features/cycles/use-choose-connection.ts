import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CycleWithDocument } from "@velodrome/contract";
import { cycleQuery } from "./get-cycle.ts";
import { patchCycle } from "./patch-cycle.ts";
import { withTriggerConnection } from "./step-connection.ts";

/** Chooses a trigger's connection in the draft. When somebody else changed it meanwhile, theirs is loaded instead. */
export function useChooseConnection(account: string, cycle: CycleWithDocument) {
  const client = useQueryClient();
  const { queryKey } = cycleQuery(account, cycle.id);
  return useMutation({
    mutationFn: ({ step, connection }: { step: string; connection: string }) => {
      const document = withTriggerConnection(cycle.document, step, connection);
      return patchCycle(account, cycle.id, { document, revision: cycle.revision });
    },
    onSuccess: (changed) => client.setQueryData(queryKey, changed),
    onError: () => client.invalidateQueries({ queryKey }),
    onSettled: () => client.invalidateQueries({ queryKey: ["cycles", account] }),
  });
}
