import { Button, Stack, Text } from "@mantine/core";
import type { Setup } from "@velodrome/contract";
import { IconWebhook } from "@tabler/icons-react";
import { useId } from "react";
import { ActFailure } from "../../ui/failure.tsx";
import { texts } from "./checklist-texts.ts";
import { ForeignWebhookDialog, foreignOf } from "./foreign-webhook-dialog.tsx";
import type { SetupActs } from "./use-setup-acts.ts";

interface RegisterButtonProps {
  setup: Setup;
  acts: SetupActs;
  /** Why nothing can be registered; null when it can. */
  unreachable: string | null;
}

/** Writes callback URL and fields at the application; over a foreign address only when a person says so. One a page. */
export function RegisterButton({ setup, acts, unreachable }: RegisterButtonProps) {
  const hint = useId();
  const { register } = acts;
  return (
    <Stack gap="xs" align="flex-start">
      <Button
        variant="default"
        leftSection={<IconWebhook size="1em" />}
        loading={register.isPending}
        disabled={unreachable !== null}
        aria-describedby={hint}
        onClick={() => register.mutate({})}
      >
        {texts.register}
      </Button>
      <Text id={hint} size="sm" c="dimmed" role="status">
        {unreachable ?? (register.isSuccess ? texts.registered : texts.registerHint)}
      </Text>
      {register.isError && foreignOf(register.error) === null ? (
        <ActFailure heading={texts.registerFailed} error={register.error} />
      ) : null}
      <ForeignWebhookDialog setup={setup} acts={acts} />
    </Stack>
  );
}
