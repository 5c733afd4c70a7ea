import type { BacklogAnswer, CycleBacklog } from "@velodrome/contract";
import { BacklogAsk } from "../../ui/backlog-ask.tsx";
import { texts } from "./texts.ts";

interface StartQuestionProps {
  /** Null while there is nothing to ask. */
  question: CycleBacklog | null;
  name: string;
  accountName: string;
  onAnswer: (answer: BacklogAnswer) => void;
  onClose: () => void;
}

/** Asked before a stopped cycle runs again: what becomes of what came meanwhile. */
export function StartQuestion({ question, name, accountName, onAnswer, onClose }: StartQuestionProps) {
  if (question === null) return null;
  return (
    <BacklogAsk
      backlog={question}
      heading={texts.startHeading}
      text={texts.startText(name, accountName)}
      label={texts.start}
      onAnswer={onAnswer}
      onClose={onClose}
    />
  );
}
