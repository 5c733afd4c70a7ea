import { Button, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { texts } from "../lib/texts.ts";
import { OpenDialog } from "./dialog.tsx";

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
  // In the page only while it is asked: what is there before another dialog would lie under it.
  if (!opened) return null;
  const confirm = () => {
    onClose();
    onConfirm();
  };
  return (
    <OpenDialog onClose={onClose} title={heading}>
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
    </OpenDialog>
  );
}
