import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import type { CycleVersion } from "@velodrome/contract";
import { useState } from "react";
import { Published } from "../../../ui/published.tsx";
import { Surface } from "../../../ui/surface.tsx";
import { useBuilder } from "../builder-context.ts";
import { ComparisonView } from "./comparison-view.tsx";
import { texts } from "./version-texts.ts";
import { OpenDialog } from "../../../ui/dialog.tsx";

interface VersionProps {
  version: CycleVersion;
  live: boolean;
  onCompare: () => void;
  onDone: () => void;
}

function Version({ version, live, onCompare, onDone }: VersionProps) {
  const { acts, editable } = useBuilder();
  return (
    <Surface p="md" label={texts.version(version.version)}>
      <Stack gap="sm">
        <Group gap="sm">
          <Text fw="var(--vd-weight-strong)">{texts.version(version.version)}</Text>
          {live ? (
            <Badge variant="outline" tt="none">
              {texts.isLive}
            </Badge>
          ) : null}
          <Published version={version} />
        </Group>
        {version.note === null ? null : <Text>{version.note}</Text>}
        <Group gap="sm">
          <Button variant="default" aria-label={texts.compareOf(version.version)} onClick={onCompare}>
            {texts.compare}
          </Button>
          {editable ? (
            <Button
              variant="default"
              aria-label={texts.restoreOf(version.version)}
              onClick={() => {
                acts.restore(version.version, version.document);
                onDone();
              }}
            >
              {texts.restore}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Surface>
  );
}

/** Published versions: to be looked at, compared with the draft, and taken back into it. */
export function VersionsDialog({ versions, onClose }: { versions: readonly CycleVersion[]; onClose: () => void }) {
  const { cycle } = useBuilder();
  const [compared, setCompared] = useState<number | null>(null);
  if (compared !== null) return <ComparisonView versions={versions} version={compared} onClose={onClose} />;
  return (
    <OpenDialog size="lg" onClose={onClose} title={texts.heading}>
      <Stack>
        {versions.length === 0 ? <Text c="dimmed">{texts.none}</Text> : null}
        {versions.map((one) => (
          <Version
            key={one.version}
            version={one}
            live={cycle.status === "running" && one.version === cycle.version}
            onCompare={() => setCompared(one.version)}
            onDone={onClose}
          />
        ))}
      </Stack>
    </OpenDialog>
  );
}
