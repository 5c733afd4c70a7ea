import type { CycleWithDocument, TriggerStep } from "@velodrome/contract";
import { useBuilder } from "../../features/builder/builder-context.ts";
import { withTriggerConnection } from "../../features/cycles/step-connection.ts";
import { MessageStep } from "../message-step.tsx";
import { texts } from "../texts.ts";

interface BuilderTriggerProps {
  account: string;
  cycle: CycleWithDocument;
  step: TriggerStep;
}

/** The Message step's card inside of the Builder: a connection is chosen in the draft, with what follows from it. */
export function BuilderTrigger({ account, cycle, step }: BuilderTriggerProps) {
  const { editor } = useBuilder();
  const run = (connection: string) =>
    editor.act(texts.chooseConnection, (draft) => ({
      ...draft,
      document: withTriggerConnection(draft.document, step.id, connection),
    }));
  return <MessageStep account={account} cycle={cycle} step={step} choose={{ run, busy: false, error: null }} />;
}
