import { Stack } from "@mantine/core";
import type { Setup } from "@velodrome/contract";
import { IconKey, IconKeyOff } from "@tabler/icons-react";
import { Callout } from "../../ui/callout.tsx";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { texts } from "./texts.ts";
import type { SetupActs } from "./use-setup-acts.ts";

/** While two Client Secrets are good, the way to end that. */
export function FormerSecret({ setup, acts }: { setup: Setup; acts: SetupActs }) {
  if (!setup.hasFormerSecret) return null;
  return (
    <Callout tone="amber" icon={IconKey}>
      <Stack gap="sm" align="flex-start">
        {texts.formerSecret}
        <ConfirmButton
          label={texts.retire}
          icon={IconKeyOff}
          heading={texts.retireHeading}
          text={texts.retireText(setup.name)}
          busy={acts.patch.isPending}
          onConfirm={() => acts.patch.mutate({ retireFormerSecret: true })}
        />
      </Stack>
    </Callout>
  );
}
