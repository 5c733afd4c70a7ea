import { Button, Group, Stack, Text } from "@mantine/core";
import type { Setup } from "@velodrome/contract";
import { IconCircleCheck, IconHelpCircle } from "@tabler/icons-react";
import { Callout } from "../../ui/callout.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { Moment } from "../../ui/moment.tsx";
import type { PairFault } from "./pair-fault.ts";
import { texts } from "./texts.ts";
import type { SetupActs } from "./use-setup-acts.ts";

/** What the application says of Client ID and Secret. That one of them is wrong is said at the field. */
export function CheckStatus({ setup, acts, fault }: { setup: Setup; acts: SetupActs; fault: PairFault | null }) {
  const { data, error, isFetching } = acts.check;
  const again = (
    <Button variant="default" loading={isFetching} onClick={() => void acts.checkAgain()}>
      {texts.checkAgain}
    </Button>
  );
  if (error !== null) {
    return (
      <Stack gap="sm" align="flex-start">
        <ActFailure heading={texts.checkFailed} error={error} />
        {again}
      </Stack>
    );
  }
  if (fault !== null) return <Group>{again}</Group>;
  const unreachable = data?.ok === false ? data : null;
  if (unreachable !== null || setup.checkedAt === null) {
    return (
      <Callout
        tone="amber"
        icon={IconHelpCircle}
        loud={unreachable !== null}
        code={unreachable?.code}
        {...(unreachable === null ? {} : { heading: texts.unreachable })}
      >
        <Stack gap="sm" align="flex-start">
          {unreachable?.message ?? texts.neverChecked}
          {again}
        </Stack>
      </Callout>
    );
  }
  return (
    <Callout tone="neutral" icon={IconCircleCheck}>
      <div role="status">
        {texts.customersSee} <strong>{data?.ok === true ? data.appName : setup.appName}</strong>
      </div>
      <Text size="sm" c="dimmed">
        {texts.checked} <Moment at={setup.checkedAt} />
      </Text>
    </Callout>
  );
}
