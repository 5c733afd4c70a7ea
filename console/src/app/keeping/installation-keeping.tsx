import type { GeneralSettings } from "@velodrome/contract";
import { CleanUpNote } from "../../features/keeping/clean-up-note.tsx";
import { retentionOutcomes } from "../../features/keeping/keeping-draft.ts";
import { KeepingForm } from "../../features/keeping/keeping-form.tsx";
import { texts } from "../../features/keeping/texts.ts";
import { useChangeSettings } from "../../features/settings/use-change-settings.ts";
import { Surface } from "../../ui/surface.tsx";

/** What holds wherever nothing else is said. */
export function InstallationKeeping({ settings }: { settings: GeneralSettings }) {
  const { retention, concurrency, cleanUp } = settings;
  const change = useChangeSettings();
  return (
    <Surface label={texts.heading}>
      <KeepingForm
        own={{ retention, concurrency }}
        outcomes={retentionOutcomes}
        place="installation"
        around={null}
        save={({ retention: days, concurrency: runs }) =>
          change.mutateAsync({ retention: days, ...(runs === null ? {} : { concurrency: runs }) })
        }
      >
        <CleanUpNote cleanUp={cleanUp} />
      </KeepingForm>
    </Surface>
  );
}
