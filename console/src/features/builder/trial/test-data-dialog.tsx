import { Button, Group, JsonInput, Stack, Text } from "@mantine/core";
import { startsRuns, type Step } from "@velodrome/contract";
import { useState } from "react";
import { useBuilder } from "../builder-context.ts";
import { sampleOf } from "../document/data-sources.ts";
import { fitsAsPin } from "../document/pins.ts";
import { titleOf } from "../step-title.ts";
import classes from "./trial.module.css";
import { texts } from "./trial-texts.ts";
import { OpenDialog } from "../../../ui/dialog.tsx";

interface DialogProps {
  step: Step;
  /** Whether it was opened to run with it. */
  runs: boolean;
  onRun: (trigger: string, input: Record<string, unknown>) => void;
  onClose: () => void;
}

const inWords = (data: unknown): string => JSON.stringify(data ?? {}, null, 2);

function parsed(text: string): { data: unknown } | null {
  try {
    return { data: JSON.parse(text) };
  } catch {
    return null;
  }
}

const isObject = (data: unknown): data is Record<string, unknown> =>
  typeof data === "object" && data !== null && !Array.isArray(data);

/** What is wrong with the text; null when nothing is. */
function flawOf(written: ReturnType<typeof parsed>, starts: boolean, fits: boolean): string | null {
  if (written === null) return texts.notJson;
  if (starts && !isObject(written.data)) return texts.notObject;
  return fits ? null : texts.tooLarge;
}

/** What a step is tried with: a past event, or what is written here; for a trigger also one run with it. */
export function TestDataDialog({ step, runs, onRun, onClose }: DialogProps) {
  const { acts, connectors, editor, pastEvents, samples } = useBuilder();
  const { document } = editor.draft;
  const [text, setText] = useState(() => inWords(sampleOf(step, { samples, connectors }).data));
  const starts = startsRuns(step);
  const written = parsed(text);
  const fits = written === null || fitsAsPin(document, step.id, written.data);
  const flaw = flawOf(written, starts, fits);
  // A run takes more than the draft can keep.
  const runnable = written !== null && isObject(written.data) ? written.data : null;
  const events = step.type === "trigger" ? pastEvents(step, (item) => setText(inWords(item))) : null;
  const pin = () => {
    if (written !== null) acts.pin(step.id, written.data);
    onClose();
  };
  const run = () => {
    if (runnable !== null) onRun(step.id, runnable);
    onClose();
  };
  return (
    <OpenDialog size={events === null ? "lg" : "xl"} onClose={onClose} title={texts.dataOf(titleOf(step))}>
      <Stack>
        <div className={events === null ? undefined : classes.choice}>
          {events === null ? null : <section aria-label={texts.pastEvents}>{events}</section>}
          <JsonInput
            label={texts.data}
            description={texts.editHint}
            classNames={{ input: classes.json ?? "" }}
            autosize
            minRows={10}
            maxRows={22}
            value={text}
            error={flaw}
            onChange={setText}
          />
        </div>
        {starts ? (
          <Text size="sm" c="dimmed">
            {texts.runOnceHint}
          </Text>
        ) : null}
        <Group justify="flex-end" gap="sm">
          <Button variant={runs ? "default" : "filled"} disabled={flaw !== null} onClick={pin}>
            {texts.pin}
          </Button>
          {starts ? (
            <Button variant={runs ? "filled" : "default"} disabled={runnable === null} onClick={run}>
              {texts.runOnce}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </OpenDialog>
  );
}
