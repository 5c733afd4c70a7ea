import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Connector, Setup } from "@velodrome/contract";
import { setupCheckQuery } from "./check-setup.ts";
import { createSetup } from "./create-setup.ts";
import { enteredTokenQuery } from "./entered-token.ts";
import { setupQuery } from "./get-setup.ts";
import { patchSetup } from "./patch-setup.ts";
import { refreshSetup } from "./refresh-setup.ts";
import { isMetaApp, type SetupDraft, toCreate, toPatch } from "./setup-draft.ts";

async function send(connector: Connector, setup: Setup | null, draft: SetupDraft): Promise<Setup> {
  if (setup === null) return createSetup(connector.name, toCreate(draft, isMetaApp(connector)));
  const patch = toPatch(draft, setup);
  return Object.keys(patch).length === 0 ? setup : patchSetup(connector.name, setup.id, patch);
}

/** Keeps what was just saved for the page that shows it next. */
function keep(client: QueryClient, saved: Setup, draft: SetupDraft): void {
  client.setQueryData(setupQuery(saved.connector, saved.id).queryKey, saved);
  const token = draft.verifyToken.trim();
  if (token !== "" && !draft.dropVerifyToken)
    client.setQueryData(enteredTokenQuery(saved.connector, saved.id).queryKey, token);
}

/** Saves a Setup, then tries it at the application: saved it is either way. */
export function useSaveSetup(connector: Connector, setup: Setup | null, onSaved: (saved: Setup) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (draft: SetupDraft) => {
      const saved = await send(connector, setup, draft);
      keep(client, saved, draft);
      // Its failure is the check's own to show: what was entered is kept.
      if (isMetaApp(connector) && saved.asks.length === 0)
        await client.prefetchQuery({ ...setupCheckQuery(connector.name, saved.id), staleTime: 0 });
      return saved;
    },
    onSuccess: async (saved) => {
      onSaved(saved);
      await refreshSetup(client, saved.connector, saved.id);
    },
  });
}
