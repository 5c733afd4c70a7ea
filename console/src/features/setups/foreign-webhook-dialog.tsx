import { Button, Group, Stack, Text } from "@mantine/core";
import type { Setup } from "@velodrome/contract";
import { ApiError } from "../../lib/api-error.ts";
import { texts as common } from "../../lib/texts.ts";
import { texts } from "./checklist-texts.ts";
import type { SetupActs } from "./use-setup-acts.ts";
import { Dialog } from "../../ui/dialog.tsx";

/** The address that stands at the application and is not ours, when that is why nothing was registered. */
export function foreignOf(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.code !== "foreign_webhook") return null;
  return typeof error.details["url"] === "string" ? error.details["url"] : texts.foreignUnknown;
}

/** Asks before another's address is replaced. */
export function ForeignWebhookDialog({ setup, acts: { register } }: { setup: Setup; acts: SetupActs }) {
  const foreign = foreignOf(register.error);
  const close = () => register.reset();
  return (
    <Dialog opened={foreign !== null} onClose={close} title={texts.foreignHeading}>
      <Stack>
        <Text>
          <strong>{setup.name}</strong>: {texts.foreign(foreign ?? "")}
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {common.notNow}
          </Button>
          <Button onClick={() => register.mutate({ force: true })}>{texts.replace}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
