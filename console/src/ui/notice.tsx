import { Stack, Text, Title } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { type ReactNode, use } from "react";
import { texts } from "../lib/texts.ts";
import classes from "./notice.module.css";
import { PagesOf } from "./page.tsx";

interface NoticeProps {
  icon: Icon;
  heading: string;
  text?: string;
  /** An error's code, in grey. */
  code?: string;
  action?: ReactNode;
  /** Whether it fills the page, and gives it its title, or a part of it. */
  whole?: boolean;
}

/** What stands where content would be: nothing yet, nothing found, no permission, an error. */
export function Notice({ icon: Sign, heading, text, code, action, whole = false }: NoticeProps) {
  const whose = use(PagesOf);
  return (
    <Stack className={classes.notice} data-whole={whole || undefined} align="center" gap="sm">
      {whole ? <title>{texts.documentTitle([heading, ...(whose === null ? [] : [whose])])}</title> : null}
      <Sign className={classes.icon} stroke={1.5} aria-hidden="true" />
      <Title order={whole ? 1 : 2} ta="center">
        {heading}
      </Title>
      {text === undefined ? null : (
        <Text className={classes.text} c="dimmed" ta="center">
          {text}
        </Text>
      )}
      {code === undefined ? null : (
        <Text size="xs" c="dimmed" ff="monospace">
          {code}
        </Text>
      )}
      {action}
    </Stack>
  );
}
