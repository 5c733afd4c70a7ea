import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { RegisterWebhook, Setup, SetupPatch } from "@velodrome/contract";
import { setupCheckQuery } from "./check-setup.ts";
import { setupQuery } from "./get-setup.ts";
import { patchSetup } from "./patch-setup.ts";
import { refreshSetup } from "./refresh-setup.ts";
import { registerWebhook } from "./register-webhook.ts";
import { resubscribeAll } from "./resubscribe-all.ts";

/** What can be done with a Setup besides filling it in, with what is on screen brought up to date afterwards. */
export function useSetupActs({ connector, id }: Pick<Setup, "connector" | "id">) {
  const client = useQueryClient();
  const onSettled = () => refreshSetup(client, connector, id);
  const check = useQuery(setupCheckQuery(connector, id));
  const patch = useMutation({
    mutationFn: (body: SetupPatch) => patchSetup(connector, id, body),
    onSuccess: (saved) => client.setQueryData(setupQuery(connector, id).queryKey, saved),
    onSettled,
  });
  const register = useMutation({
    mutationFn: (body: RegisterWebhook) => registerWebhook(connector, id, body),
    onSettled,
  });
  const resubscribe = useMutation({ mutationFn: () => resubscribeAll(connector, id), onSettled });
  const checkAgain = async () => {
    await check.refetch();
    await onSettled();
  };
  return { check, checkAgain, patch, register, resubscribe };
}

export type SetupActs = ReturnType<typeof useSetupActs>;
