import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { texts } from "../lib/texts.ts";
import classes from "./page.module.css";

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
  return (
    <Stack gap="lg">
      <title>{texts.documentTitle([name ?? heading])}</title>
      <div>
        <Group justify="space-between" gap="sm">
          <Group gap="md">
            <Title order={1} className={classes.heading}>
              {heading}
            </Title>
            {state}
          </Group>
          <Group gap="sm">{actions}</Group>
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
