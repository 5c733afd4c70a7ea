import { Button, Group, Stack, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { texts as common } from "../../lib/texts.ts";
import { texts } from "./texts.ts";
import { Dialog } from "../../ui/dialog.tsx";

interface RenameDialogProps {
  opened: boolean;
  name: string;
  onClose: () => void;
  onSave: (name: string) => void;
}

export function RenameDialog({ opened, name, onClose, onSave }: RenameDialogProps) {
  const [typed, setTyped] = useState(name);
  const wanted = typed.trim();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (wanted === "") return;
    onClose();
    if (wanted !== name) onSave(wanted);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={texts.renameHeading}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={texts.name}
            value={typed}
            maxLength={200}
            error={wanted === "" ? texts.required : null}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {common.notNow}
            </Button>
            <Button type="submit">{texts.save}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
