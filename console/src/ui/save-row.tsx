import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

interface SaveRowProps {
  label: string;
  /** Whether something differs from what is saved: only then the button is the act of its form. */
  changed: boolean;
  busy: boolean;
  /** Said beside the button. */
  said: string;
  children?: ReactNode;
}

/** The end of a form: its button, and what became of it. */
export function SaveRow({ label, changed, busy, said, children }: SaveRowProps) {
  return (
    <Group gap="sm">
      <Button type="submit" variant={changed ? "filled" : "default"} loading={busy}>
        {label}
      </Button>
      {children}
      <Text span role="status" size="sm" c="dimmed">
        {said}
      </Text>
    </Group>
  );
}
