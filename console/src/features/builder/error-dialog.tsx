import { Stack, Text } from "@mantine/core";
import { type ErrorPolicy, partsOfPolicy } from "@velodrome/contract";
import { useBuilder } from "./builder-context.ts";
import { ActChoice, policyOf, retryOf } from "./panel/error-choice.tsx";
import { texts } from "./panel/error-texts.ts";
import { RetryForm } from "./panel/retry-form.tsx";
import { OpenDialog } from "../../ui/dialog.tsx";

/** What becomes of a run when one of its steps fails, where the step has no word of its own on that. */
export function ErrorDialog({ onClose }: { onClose: () => void }) {
  const { acts, editor } = useBuilder();
  const { onStepError } = editor.draft.document.settings;
  const { then } = partsOfPolicy(onStepError);
  const retry = retryOf(onStepError);
  const put = (policy: ErrorPolicy, key?: string) => acts.setErrorPolicy(policy, key);
  return (
    <OpenDialog onClose={onClose} title={texts.cycleHeading}>
      <Stack>
        <Text c="dimmed">{texts.cycleHint}</Text>
        <ActChoice label={texts.then} value={then} onChange={(act) => put(policyOf(act, retry))} />
        <RetryForm retry={retry} onChange={(next, key) => put(policyOf(then, next), key)} />
      </Stack>
    </OpenDialog>
  );
}
