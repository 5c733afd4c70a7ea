import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { texts as common } from "../../lib/texts.ts";
import { Surface } from "../../ui/surface.tsx";
import { ProductMark } from "../../ui/product-mark.tsx";
import classes from "./entry-card.module.css";

/** The one card of a page outside the frame. */
export function EntryCard({ heading, hint, children }: { heading: string; hint: string; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <title>{common.documentTitle([heading])}</title>
      <Stack className={classes.column} gap="lg">
        <ProductMark />
        <Surface p="xl">
          <Stack gap="lg">
            <div>
              <Title order={1}>{heading}</Title>
              <Text c="dimmed">{hint}</Text>
            </div>
            {children}
          </Stack>
        </Surface>
      </Stack>
    </main>
  );
}
