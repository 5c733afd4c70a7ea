import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Cycle } from "@velodrome/contract";
import { useEffect, useState } from "react";
import { deleteCycle, restoreCycle } from "./shelve-cycle.ts";

/** How long deleting can be undone where it was done. In ms. */
const undoMs = 8000;

/** Deleting a cycle, and for a while the way back. */
export function useDeleteCycle(account: string) {
  const client = useQueryClient();
  const [deleted, setDeleted] = useState<Cycle | null>(null);
  useEffect(() => {
    if (deleted === null) return;
    const timer = setTimeout(() => setDeleted(null), undoMs);
    return () => clearTimeout(timer);
  }, [deleted]);
  const onSettled = () => client.invalidateQueries({ queryKey: ["cycles", account] });
  const remove = useMutation({
    mutationFn: (cycle: Cycle) => deleteCycle(account, cycle.id),
    onSuccess: (_answer, cycle) => setDeleted(cycle),
    onSettled,
  });
  const undo = useMutation({
    mutationFn: (cycle: Cycle) => restoreCycle(account, cycle.id),
    onSuccess: () => setDeleted(null),
    onSettled,
  });
  return { deleted, remove, undo };
}
