import { Button, Group, Stack } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { CycleWithDocument } from "@velodrome/contract";
import { useState } from "react";
import { accountQuery } from "../../features/accounts/get-account.ts";
import { cycleQuery } from "../../features/cycles/get-cycle.ts";
import { patchCycle } from "../../features/cycles/patch-cycle.ts";
import { aroundCycle, cycleOutcomes, type Keeping } from "../../features/keeping/keeping-draft.ts";
import { KeepingFacts } from "../../features/keeping/keeping-facts.tsx";
import { KeepingForm } from "../../features/keeping/keeping-form.tsx";
import { texts } from "../../features/keeping/texts.ts";
import { generalSettingsQuery } from "../../features/settings/get-general-settings.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { Surface } from "../../ui/surface.tsx";
import { Dialog } from "../../ui/dialog.tsx";

interface CycleKeepingProps {
  account: string;
  cycle: CycleWithDocument;
}

/** What holds for a cycle, each with where it comes from; and a way to have it otherwise. */
export function CycleKeeping({ account, cycle }: CycleKeepingProps) {
  const client = useQueryClient();
  const settings = useQuery(generalSettingsQuery);
  const ofAccount = useQuery(accountQuery(account));
  const [opened, setOpened] = useState(false);
  const { id, retention, concurrency, revision } = cycle;
  const own = { retention, concurrency };
  const save = async (keeping: Keeping) => {
    client.setQueryData(cycleQuery(account, id).queryKey, await patchCycle(account, id, { ...keeping, revision }));
  };
  return (
    <Surface>
      <Loaded query={settings} lines={3}>
        {(installation) => (
          <Loaded query={ofAccount} lines={3}>
            {(loaded) => {
              const around = aroundCycle(installation, loaded);
              return (
                <Stack gap="md">
                  <KeepingFacts own={own} around={around} fields={[...cycleOutcomes, "concurrency"]} />
                  <Group>
                    <Button variant="default" onClick={() => setOpened(true)}>
                      {texts.change}
                    </Button>
                  </Group>
                  <Dialog opened={opened} onClose={() => setOpened(false)} title={texts.heading} size="lg">
                    <KeepingForm
                      {...{ own, around, save }}
                      outcomes={cycleOutcomes}
                      place="cycle"
                      onSaved={() => setOpened(false)}
                    />
                  </Dialog>
                </Stack>
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </Surface>
  );
}
