import { Button } from "@mantine/core";
import { IconRotateClockwise } from "@tabler/icons-react";

/** Leads to the question whether many events are to be replayed. */
export function ReplayButton({ label, disabled, onClick }: { label: string; disabled?: boolean; onClick: () => void }) {
  return (
    <Button
      variant="default"
      disabled={disabled ?? false}
      leftSection={<IconRotateClockwise size="1em" aria-hidden="true" />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
