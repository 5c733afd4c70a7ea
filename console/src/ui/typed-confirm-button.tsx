import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";
import { texts } from "../lib/texts.ts";
import { Dialog } from "./dialog.tsx";

interface TypedConfirmButtonProps {
  label: string;
  heading: string;
  /** What will be gone, and that the name is to be written. */
  text: string;
  /** Label of the field, and what must be written there. */
  field: string;
  name: string;
  busy: boolean;
  disabled?: boolean;
  onConfirm: () => void;
}

/** For the few acts that nothing brings back: the thing's name has to be written first. */
export function TypedConfirmButton(props: TypedConfirmButtonProps) {
  const { label, heading, text, field, name, busy, disabled = false, onConfirm } = props;
  const [opened, { open, close }] = useDisclosure(false);
  const [typed, setTyped] = useState("");
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (typed.trim() !== name.trim()) return;
    close();
    onConfirm();
  };
  const start = () => {
    setTyped("");
    open();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconTrash size="1em" />}
        loading={busy}
        disabled={disabled}
        onClick={start}
      >
        {label}
      </Button>
      <Dialog opened={opened} onClose={close} title={heading}>
        <form onSubmit={submit}>
          <Stack>
            <Text>{text}</Text>
            <TextInput
              label={field}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={close}>
                {texts.notNow}
              </Button>
              <Button type="submit" color="red" disabled={typed.trim() !== name.trim()}>
                {label}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
