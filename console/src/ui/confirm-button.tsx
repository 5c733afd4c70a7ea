import { Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Icon } from "@tabler/icons-react";
import { texts } from "../lib/texts.ts";
import { Dialog } from "./dialog.tsx";

interface ConfirmButtonProps {
  label: string;
  /** Names the thing as well, where several such buttons stand on one page. */
  fullLabel?: string;
  icon: Icon;
  heading: string;
  /** What will happen, naming the account it happens in. */
  text: string;
  busy: boolean;
  onConfirm: () => void;
}

/** A button for an act that cannot simply be taken back: it asks first, in words. */
export function ConfirmButton({ label, fullLabel, icon: Sign, heading, text, busy, onConfirm }: ConfirmButtonProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const confirm = () => {
    close();
    onConfirm();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<Sign size="1em" />}
        loading={busy}
        aria-label={fullLabel ?? label}
        onClick={open}
      >
        {label}
      </Button>
      <Dialog opened={opened} onClose={close} title={heading}>
        <Stack>
          <Text>{text}</Text>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              {texts.notNow}
            </Button>
            <Button onClick={confirm}>{label}</Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
