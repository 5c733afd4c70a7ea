import { Anchor, Button, Group, List, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCloudOff, IconGitMerge, IconLoader2 } from "@tabler/icons-react";
import { Callout } from "../../../ui/callout.tsx";
import { ActFailure } from "../../../ui/failure.tsx";
import { StateMark, type StateLook } from "../../../ui/state-mark.tsx";
import { useBuilder } from "../builder-context.ts";
import { differenceOf } from "../document/difference.ts";
import type { SaveState } from "./autosave.ts";
import { titleIn } from "../step-title.ts";
import { texts } from "./draft-texts.ts";
import { refusedSteps } from "./refused-steps.ts";
import type { DraftEditor } from "./use-draft.ts";

const looks: Record<SaveState["kind"], StateLook> = {
  saved: { tone: "neutral", icon: IconCheck, word: texts.saved },
  changed: { tone: "neutral", icon: IconLoader2, word: texts.changed },
  saving: { tone: "neutral", icon: IconLoader2, word: texts.changed },
  away: { tone: "amber", icon: IconCloudOff, word: texts.away },
  conflict: { tone: "amber", icon: IconGitMerge, word: texts.conflict },
  refused: { tone: "red", icon: IconAlertTriangle, word: texts.refused },
};

/** Where the draft is, in words. */
export function SaveMark({ state }: { state: SaveState }) {
  return (
    <span role="status" style={{ display: "flex" }} title={state.kind === "away" ? texts.awayHint : undefined}>
      <StateMark look={looks[state.kind]} />
    </span>
  );
}

/** Why the server does not take it, each reason a way to the step that it is about. */
function Refused({ error }: { error: unknown }) {
  const { editor, open } = useBuilder();
  const { steps } = editor.draft.document;
  const problems = refusedSteps(error, steps);
  if (problems === null) return <ActFailure error={error} heading={texts.refusedHeading} />;
  return (
    <Callout loud tone="red" icon={IconAlertTriangle} heading={texts.refusedHeading}>
      {texts.refusedText}
      <List size="md">
        {problems.map(({ step, message }, at) => (
          <List.Item key={at}>
            <Anchor component="button" type="button" onClick={() => open(step)}>
              {titleIn(steps, step)}
            </Anchor>
            {": "}
            {message}
          </List.Item>
        ))}
      </List>
    </Callout>
  );
}

/** What must be decided, or known, about a draft that did not get to the server. */
export function SaveTrouble({ editor }: { editor: DraftEditor }) {
  const { deletedNote } = useBuilder();
  const { state, draft } = editor;
  const deleted = deletedNote(state.kind === "refused" ? state.error : null, () => void editor.flush());
  if (deleted !== null) return deleted;
  if (state.kind === "refused") return <Refused error={state.error} />;
  if (state.kind !== "conflict") return null;
  const { theirs } = state;
  const count = differenceOf(draft.document, theirs.document).length + (draft.name.trim() === theirs.name ? 0 : 1);
  return (
    <Callout loud tone="amber" icon={IconGitMerge} heading={texts.conflictHeading}>
      <Text>{texts.conflictText}</Text>
      <Text size="sm" c="dimmed">
        {texts.theirChanges(count)}
      </Text>
      <Group gap="sm" mt="sm">
        <Button variant="default" onClick={editor.keepMine}>
          {texts.keepMine}
        </Button>
        <Button variant="default" onClick={editor.takeTheirs}>
          {texts.takeTheirs}
        </Button>
      </Group>
    </Callout>
  );
}
