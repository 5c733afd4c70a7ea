import { UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconChevronRight, IconRepeat } from "@tabler/icons-react";
import type { Step, StepRun } from "@velodrome/contract";
import { useId, useState } from "react";
import type { Phrase } from "../../lib/phrase.ts";
import { Length } from "../../ui/length.tsx";
import { PhraseText } from "../../ui/phrase-text.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { stepIcon } from "../../ui/step-icon.ts";
import { AttemptPanel } from "./attempt-panel.tsx";
import { retryTexts } from "./retry-texts.ts";
import { stepLook } from "./run-look.ts";
import classes from "./step-card.module.css";
import { texts } from "./texts.ts";

/** What is known of a step from the version it ran in. */
export interface StepStory {
  type: Step["type"];
  name: string | undefined;
  phrase: Phrase;
  /** What ways out of it are called by the person who built it: the names of a Switch's cases. */
  ways: ReadonlyMap<string, string>;
}

/** By which way a run left a step, in words. */
function portWords(port: string, story: StepStory | null): string {
  const named = story?.ways.get(port);
  return named === undefined ? (texts.ports[port] ?? texts.port(port)) : texts.port(named);
}

function StepHead({ step, story }: { step: StepRun; story: StepStory | null }) {
  const Sign = stepIcon(story?.type ?? "action");
  const first = step.attempts[0];
  const last = step.attempts.at(-1);
  return (
    <>
      <Sign className={classes.icon} stroke={1.75} aria-hidden="true" />
      <span className={classes.words}>
        {story?.name === undefined ? null : <strong className={classes.name}>{story.name}</strong>}
        <span>{story === null ? step.step : <PhraseText phrase={story.phrase} />}</span>
        {step.path === "" ? null : <span className={classes.port}>{retryTexts.item(step.path)}</span>}
        {step.port === null ? null : <span className={classes.port}>→ {portWords(step.port, story)}</span>}
      </span>
      <span className={classes.facts}>
        {step.attempts.some((attempt) => attempt.repeated) ? (
          <StateMark look={{ tone: "amber", icon: IconRepeat, word: texts.repeatedShort }} />
        ) : null}
        {step.attempts.length > 1 ? <span>{texts.attempts(step.attempts.length)}</span> : null}
        {last?.error?.ignored ? (
          <StateMark look={{ tone: "amber", icon: IconAlertTriangle, word: retryTexts.ignoredShort }} />
        ) : (
          <StateMark look={stepLook[step.status]} />
        )}
        <span className={classes.length}>
          <Length start={first?.startedAt ?? null} end={last?.finishedAt ?? null} going={step.status === "intended"} />
        </span>
      </span>
    </>
  );
}

interface StepCardProps {
  step: StepRun;
  story: StepStory | null;
  /** Whether it shows at once what its attempts saw. */
  unfolded: boolean;
}

/** One step of a run: a line that says how it went, and under it everything each attempt saw. */
export function StepCard({ step, story, unfolded }: StepCardProps) {
  const [open, setOpen] = useState(unfolded);
  const id = useId();
  return (
    <li className={classes.card}>
      <UnstyledButton className={classes.head} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <IconChevronRight className={classes.chevron} data-open={open || undefined} aria-hidden="true" />
        <StepHead step={step} story={story} />
      </UnstyledButton>
      <div id={id} className={classes.body} hidden={!open}>
        {open
          ? step.attempts.map((attempt, index) => (
              <AttemptPanel
                key={attempt.id}
                attempt={attempt}
                only={step.attempts.length === 1}
                last={index === step.attempts.length - 1}
                callsOut={story?.type === "action"}
              />
            ))
          : null}
      </div>
    </li>
  );
}
