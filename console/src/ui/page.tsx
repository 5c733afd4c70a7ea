import { Group, Stack, Text, Title } from "@mantine/core";
import { createContext, type ReactNode, use } from "react";
import { texts } from "../lib/texts.ts";
import classes from "./page.module.css";

/** What the pages inside of it are about, the account's name for instance: of several tabs each says whose it is. */
export const PagesOf = createContext<string | null>(null);

interface PageProps {
  /** What the browser's tab says; without it the heading. */
  name?: string;
  heading: string;
  state?: ReactNode;
  actions?: ReactNode;
  /** A line under the heading. */
  hint?: ReactNode;
  children: ReactNode;
}

/** Title row (name, state, acts) and content, in the order every screen has them. */
export function Page({ name, heading, state, actions, hint, children }: PageProps) {
  const whose = use(PagesOf);
  return (
    <Stack gap="lg">
      <title>{texts.documentTitle([name ?? heading, ...(whose === null ? [] : [whose])])}</title>
      <div>
        <Group justify="space-between" gap="sm">
          <Group gap="md">
            <Title order={1} dir="auto" className={classes.heading}>
              {heading}
            </Title>
            {state}
          </Group>
          <Group gap="sm" className={classes.actions ?? ""}>
            {actions}
          </Group>
        </Group>
        {hint === undefined ? null : (
          <Text c="dimmed" className={classes.hint}>
            {hint}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  );
}

/** A part of a page with its own heading. */
export function Section({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Stack gap="sm" component="section">
      <Title order={2}>{heading}</Title>
      {children}
    </Stack>
  );
}
