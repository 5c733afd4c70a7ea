import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { GeneralSettings } from "@velodrome/contract";
import { generalSettingsQuery } from "./get-general-settings.ts";
import { patchGeneralSettings } from "./patch-general-settings.ts";

/** Changes settings. Every Setup's addresses hang on them, so those are asked for again. */
export function useChangeSettings(onSaved?: (saved: GeneralSettings) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: patchGeneralSettings,
    onSuccess: async (saved) => {
      client.setQueryData(generalSettingsQuery.queryKey, saved);
      onSaved?.(saved);
      await Promise.all(
        ["setup", "setups", "setup-health"].map((name) => client.invalidateQueries({ queryKey: [name] })),
      );
    },
  });
}
