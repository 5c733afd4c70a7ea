import { List, Text } from "@mantine/core";
import { IconListCheck } from "@tabler/icons-react";
import { prerequisite } from "@velodrome/contract";
import { z } from "zod";
import { ApiError } from "../../lib/api-error.ts";
import { serverWords } from "../../lib/server-words.ts";
import { Callout } from "../../ui/callout.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { texts } from "./texts.ts";

const notReady = z.object({ prerequisites: z.array(prerequisite).min(1) });

/** Why a cycle could not be started or stopped; what is missing stands as a list. */
export function CycleFailure({ error, heading }: { error: unknown; heading: string }) {
  const details =
    error instanceof ApiError && error.code === "cycle_not_ready" ? notReady.safeParse(error.details) : null;
  if (!details?.success) return <ActFailure error={error} heading={heading} />;
  return (
    <Callout loud tone="amber" icon={IconListCheck} heading={heading}>
      {texts.missing}
      <List size="md">
        {details.data.prerequisites.map((missing, index) => (
          <List.Item key={index}>
            {serverWords(missing.message)}
            <Text span size="xs" c="dimmed" ff="monospace">
              {` ${missing.code}`}
            </Text>
          </List.Item>
        ))}
      </List>
    </Callout>
  );
}
