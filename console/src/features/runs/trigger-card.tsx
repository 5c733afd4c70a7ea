import { UnstyledButton } from "@mantine/core";
import { IconBolt, IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import { JsonPanel } from "../../ui/json-panel.tsx";
import { PhraseText } from "../../ui/phrase-text.tsx";
import classes from "./step-card.module.css";
import type { StepStory } from "./step-card.tsx";
import { texts } from "./texts.ts";

interface TriggerCardProps {
  step: string;
  story: StepStory | null;
  /** What it gave to the steps after it: the item that arrived. */
  output: unknown;
}

/** The step a run started from. It made no attempts: its output is what arrived. */
export function TriggerCard({ step, story, output }: TriggerCardProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li className={classes.card} data-type="trigger">
      <UnstyledButton className={classes.head} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <IconChevronRight className={classes.chevron} data-open={open || undefined} aria-hidden="true" />
        <IconBolt className={classes.icon} stroke={1.75} aria-hidden="true" />
        <span className={classes.words}>
          {story?.name === undefined ? null : <strong className={classes.name}>{story.name}</strong>}
          <span>{story === null ? step : <PhraseText phrase={story.phrase} />}</span>
        </span>
        <span className={classes.facts}>{texts.startedIt}</span>
      </UnstyledButton>
      <div id={id} className={classes.body} hidden={!open}>
        <JsonPanel label={texts.output} value={output} none={texts.noOutput} />
      </div>
    </li>
  );
}
