import { Button, Group, Stack, Text } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { texts } from "./texts.ts";
import { VerifyTokenInput } from "./verify-token-input.tsx";
import { Dialog } from "../../ui/dialog.tsx";

interface VerifyTokenDialogProps {
  opened: boolean;
  /** Whether the connection has one of its own. */
  own: boolean;
  suggest: () => string;
  onClose: () => void;
  /** Null: the Setup's again. */
  onSave: (verifyToken: string | null) => void;
}

/** A connection's own Verify Token instead of its Setup's. */
export function VerifyTokenDialog({ opened, own, suggest, onClose, onSave }: VerifyTokenDialogProps) {
  const [typed, setTyped] = useState("");
  const save = (verifyToken: string | null) => {
    onClose();
    onSave(verifyToken);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (typed.trim() !== "") save(typed.trim());
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={texts.verifyHeading}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {own ? <Text>{texts.verifyKept}</Text> : null}
          <VerifyTokenInput
            hint={texts.verifyTokenOverride}
            value={typed}
            error={null}
            suggest={suggest}
            onChange={setTyped}
          />
          <Group justify="flex-end" gap="sm">
            {own ? (
              <Button variant="default" onClick={() => save(null)}>
                {texts.verifyRemove}
              </Button>
            ) : null}
            <Button type="submit" disabled={typed.trim() === ""}>
              {texts.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
