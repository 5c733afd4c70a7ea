import type { Setup } from "@velodrome/contract";
import { IconTool, IconWorld } from "@tabler/icons-react";
import { Callout } from "../../ui/callout.tsx";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { texts } from "./texts.ts";
import type { SetupActs } from "./use-setup-acts.ts";

/** Stands over a Setup until somebody says that its app is live. */
export function ModeBanner({ setup, acts }: { setup: Setup; acts: SetupActs }) {
  if (setup.live) return null;
  return (
    <Callout
      tone="amber"
      icon={IconTool}
      heading={texts.banner}
      acts={
        <ConfirmButton
          label={texts.markLive}
          icon={IconWorld}
          heading={texts.markLiveHeading}
          text={texts.markLiveText(setup.name)}
          busy={acts.patch.isPending}
          onConfirm={() => acts.patch.mutate({ live: true })}
        />
      }
    >
      {texts.bannerText}
    </Callout>
  );
}
