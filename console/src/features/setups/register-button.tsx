import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { Setup } from "@velodrome/contract";
import { IconWebhook } from "@tabler/icons-react";
import { useId } from "react";
import { ApiError } from "../../lib/api-error.ts";
import { texts as common } from "../../lib/texts.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { texts } from "./checklist-texts.ts";
import type { SetupActs } from "./use-setup-acts.ts";

interface RegisterButtonProps {
  setup: Setup;
  acts: SetupActs;
  /** Why nothing can be registered; null when it can. */
  unreachable: string | null;
}

/** The address that stands at the application and is not ours, when that is why nothing was registered. */
function foreignOf(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.code !== "foreign_webhook") return null;
  return typeof error.details["url"] === "string" ? error.details["url"] : texts.foreignUnknown;
}

/** Writes callback URL and fields at the application; over a foreign address only when a person says so. */
export function RegisterButton({ setup, acts, unreachable }: RegisterButtonProps) {
  const hint = useId();
  const { register } = acts;
  const foreign = foreignOf(register.error);
  const replace = () => register.mutate({ force: true });
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
      {register.isError && foreign === null ? (
        <ActFailure heading={texts.registerFailed} error={register.error} />
      ) : null}
      <Modal
        opened={foreign !== null}
        onClose={() => register.reset()}
        title={texts.foreignHeading}
        closeButtonProps={{ "aria-label": common.close }}
      >
        <Stack>
          <Text>
            <strong>{setup.name}</strong>: {texts.foreign(foreign ?? "")}
          </Text>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => register.reset()}>
              {common.notNow}
            </Button>
            <Button onClick={replace}>{texts.replace}</Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}
