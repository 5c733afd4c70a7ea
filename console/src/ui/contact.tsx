import { Button, Group, Stack } from "@mantine/core";
import { IconMessageCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { CopyRow } from "./copy-button.tsx";
import { QrCode } from "./qr-code.tsx";

interface ContactProps {
  url: string;
  /** Names the address for copying. */
  label: string;
  open: string;
  qrLabel: string;
  /** Stands beside the code. */
  children?: ReactNode;
}

/** Where one writes to a Page: as a link for here, as a code for a phone. */
export function Contact({ url, label, open, qrLabel, children }: ContactProps) {
  return (
    <Group gap="lg" align="flex-start">
      <QrCode value={url} label={qrLabel} />
      <Stack gap="sm" flex="1 1 var(--vd-panel-narrow)" miw={0}>
        {children}
        <CopyRow label={label} value={url} />
        <Group>
          <Button
            component="a"
            href={url}
            target="_blank"
            rel="noopener"
            variant="default"
            leftSection={<IconMessageCircle size="1em" />}
          >
            {open}
          </Button>
        </Group>
      </Stack>
    </Group>
  );
}
