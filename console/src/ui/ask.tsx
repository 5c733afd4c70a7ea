import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { texts } from "../lib/texts.ts";

interface AskProps {
  opened: boolean;
  onClose: () => void;
  heading: string;
  /** What will happen, naming the account it happens in. */
  text: string;
  /** What the button does, as a verb. */
  label: string;
  onConfirm: () => void;
  children?: ReactNode;
}

/** A question before an act that cannot simply be taken back, opened from elsewhere (a menu, say). */
export function Ask({ opened, onClose, heading, text, label, onConfirm, children }: AskProps) {
  const confirm = () => {
    onClose();
    onConfirm();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={heading} closeButtonProps={{ "aria-label": texts.close }}>
      <Stack>
        <Text>{text}</Text>
        {children}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {texts.notNow}
          </Button>
          <Button onClick={confirm}>{label}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
