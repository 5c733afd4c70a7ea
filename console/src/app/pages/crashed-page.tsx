import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { texts } from "../../lib/texts.ts";
import { messageOf } from "../../ui/failure.tsx";
import { Notice } from "../../ui/notice.tsx";

/** Stands where a page failed while being shown, or could not be opened at all. */
export function CrashedPage({ error }: { error: unknown }) {
  return (
    <Notice
      whole
      icon={IconAlertTriangle}
      heading={texts.crashed.heading}
      text={messageOf(error)}
      action={<Button onClick={() => window.location.reload()}>{texts.crashed.button}</Button>}
    />
  );
}
