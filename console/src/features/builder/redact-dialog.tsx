import { Stack, TagsInput, Text } from "@mantine/core";
import { useBuilder } from "./builder-context.ts";
import { pathsTo, soundPaths } from "./document/redact-paths.ts";
import { texts } from "./panel/redact-texts.ts";
import { OpenDialog } from "../../ui/dialog.tsx";

/** Fields that nobody is to see later, of whichever step. */
export function RedactDialog({ onClose }: { onClose: () => void }) {
  const { acts, editor, samples } = useBuilder();
  const { redact = [] } = editor.draft.document.settings;
  const known = new Set([...samples.values()].flatMap(({ data }) => pathsTo(data)));
  return (
    <OpenDialog onClose={onClose} title={texts.cycleHeading}>
      <Stack>
        <Text c="dimmed">{texts.cycleHint}</Text>
        <TagsInput
          label={texts.everyStep}
          description={texts.paths}
          placeholder={redact.length === 0 ? texts.example : ""}
          data={[...known]}
          value={redact}
          maxTags={50}
          splitChars={[",", " "]}
          acceptValueOnBlur
          onChange={(typed) => acts.setRedact(soundPaths(typed))}
          data-autofocus
        />
      </Stack>
    </OpenDialog>
  );
}
