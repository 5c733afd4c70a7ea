import { Button, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Setup } from "@velodrome/contract";
import { ActFailure } from "../../ui/failure.tsx";
import { TypedConfirmButton } from "../../ui/typed-confirm-button.tsx";
import { deleteSetup } from "./delete-setup.ts";
import { texts } from "./texts.ts";
import type { SetupActs } from "./use-setup-acts.ts";

interface SetupEndProps {
  setup: Setup;
  acts: SetupActs;
  onDeleted: () => void;
}

/** The ways back: into development, and out of here. */
export function SetupEnd({ setup, acts, onDeleted }: SetupEndProps) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteSetup(setup.connector, setup.id),
    onSuccess: async () => {
      onDeleted();
      const keys = [["setups", setup.connector], ["connectors"], ["connector", setup.connector], ["notices"]];
      await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const inUse = setup.connections > 0;
  return (
    <Stack gap="sm" align="flex-start">
      {remove.isError ? <ActFailure heading={texts.removeFailed} error={remove.error} /> : null}
      {setup.live ? (
        <Button variant="default" loading={acts.patch.isPending} onClick={() => acts.patch.mutate({ live: false })}>
          {texts.markDevelopment}
        </Button>
      ) : null}
      <TypedConfirmButton
        label={texts.remove}
        heading={texts.removeHeading}
        text={texts.removeText(setup.name)}
        field={texts.removeLabel}
        name={setup.name}
        busy={remove.isPending}
        disabled={inUse}
        onConfirm={() => remove.mutate()}
      />
      {inUse ? (
        <Text size="sm" c="dimmed">
          {texts.removeFixed(setup.connections)}
        </Text>
      ) : null}
    </Stack>
  );
}
