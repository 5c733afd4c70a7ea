import { Radio, Stack } from "@mantine/core";
import type { BacklogAnswer } from "@velodrome/contract";
import { useState } from "react";
import { backlogChoices, type Unanswered, unansweredWords } from "../lib/backlog.ts";
import { texts } from "../lib/backlog-texts.ts";
import { localeOf } from "../lib/locale.ts";
import { useNow } from "../lib/ticker.ts";
import { Ask } from "./ask.tsx";

interface BacklogAskProps {
  backlog: Unanswered;
  heading: string;
  /** Whose they are. */
  text: string;
  label: string;
  onAnswer: (answer: BacklogAnswer) => void;
  onClose: () => void;
}

/** Asks what becomes of what came and was not answered. Nothing, unless a person says otherwise. */
export function BacklogAsk({ backlog, heading, text, label, onAnswer, onClose }: BacklogAskProps) {
  const [answer, setAnswer] = useState<BacklogAnswer>("none");
  const now = useNow();
  const locale = localeOf(navigator.languages);
  return (
    <Ask
      opened
      {...{ heading, label, onClose }}
      text={`${text} ${unansweredWords(backlog, now, locale)}`}
      onConfirm={() => onAnswer(answer)}
    >
      <Radio.Group label={texts.choice} value={answer} onChange={(chosen) => setAnswer(chosen as BacklogAnswer)}>
        <Stack gap="md" mt="xs">
          {backlogChoices(backlog, locale).map(({ value, label: words, description }) => (
            <Radio key={value} value={value} label={words} description={description} />
          ))}
        </Stack>
      </Radio.Group>
    </Ask>
  );
}
