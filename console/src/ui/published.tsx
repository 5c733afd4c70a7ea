import { Text } from "@mantine/core";
import type { CycleVersion } from "@velodrome/contract";
import { texts } from "../lib/texts.ts";
import { Moment } from "./moment.tsx";
import classes from "./published.module.css";

/** When a version was published, and by whom where that was kept. */
export function Published({ version }: { version: Pick<CycleVersion, "createdAt" | "publishedBy"> }) {
  return (
    <Text span size="sm" c="dimmed" className={classes.published}>
      {texts.published} <Moment at={version.createdAt} />
      {version.publishedBy === null ? null : (
        <>
          {texts.by}
          <bdi>{version.publishedBy}</bdi>
        </>
      )}
    </Text>
  );
}
