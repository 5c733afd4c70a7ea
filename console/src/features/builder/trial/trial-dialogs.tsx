import { Ask } from "../../../ui/ask.tsx";
import { useBuilder } from "../builder-context.ts";
import type { DataChoice } from "../builder-host.ts";
import { TestDataDialog } from "./test-data-dialog.tsx";
import { staysInSandbox } from "./stays-in-sandbox.ts";
import { texts } from "./trial-texts.ts";

interface TrialDialogsProps {
  choice: DataChoice | null;
  onRun: (trigger: string, input: Record<string, unknown>) => void;
}

/** What is asked about tests: with which data, and whether a person may be reached. */
export function TrialDialogs({ choice, onRun }: TrialDialogsProps) {
  const { accountName, chooseData, connections, editor, trials } = useBuilder();
  const step = editor.draft.document.steps.find(({ id }) => id === choice?.step);
  const { asking } = trials;
  const reached = asking?.reached ?? [];
  const named = reached.map(({ name, method }) => texts.askStep(name, method));
  const ids = reached.map(({ step: id }) => id);
  const harmless = staysInSandbox(ids, editor.draft.document, connections);
  return (
    <>
      {step === undefined || choice === null ? null : (
        <TestDataDialog key={step.id} step={step} runs={choice.runs} onRun={onRun} onClose={() => chooseData(null)} />
      )}
      <Ask
        opened={asking !== null}
        onClose={() => asking?.answer(false)}
        heading={harmless ? texts.askSandboxHeading : texts.askHeading}
        text={harmless ? texts.askSandbox(named, accountName) : texts.ask(named, accountName)}
        label={texts.askConfirm}
        onConfirm={() => asking?.answer(true)}
      />
    </>
  );
}
