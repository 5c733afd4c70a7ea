import { Text, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconChevronRight, IconRepeat } from "@tabler/icons-react";
import type { Attempt } from "@velodrome/contract";
import { useId, useState } from "react";
import { serverWords } from "../../lib/server-words.ts";
import { Callout } from "../../ui/callout.tsx";
import { JsonPanel } from "../../ui/json-panel.tsx";
import { Length } from "../../ui/length.tsx";
import { ExactMoment } from "../../ui/moment.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import classes from "./attempt-panel.module.css";
import { retryTexts } from "./retry-texts.ts";
import { stepLook } from "./run-look.ts";
import { texts } from "./texts.ts";

interface AttemptPanelProps {
  attempt: Attempt;
  /** A step tried once needs no line about which try it was. */
  only: boolean;
  /** Of several attempts the last one is open at first. */
  last: boolean;
  /** Whether the step calls out: then a missing request is worth a word. */
  callsOut: boolean;
}

interface AttemptLineProps {
  attempt: Attempt;
  open: boolean;
  panels: string;
  onToggle: () => void;
}

function AttemptLine({ attempt, open, panels, onToggle }: AttemptLineProps) {
  return (
    <UnstyledButton className={classes.line} aria-expanded={open} aria-controls={panels} onClick={onToggle}>
      <IconChevronRight className={classes.chevron} data-open={open || undefined} aria-hidden="true" />
      <strong>{texts.attempt(attempt.number)}</strong>
      <StateMark look={stepLook[attempt.status]} />
      <Text span inherit c="dimmed">
        <ExactMoment at={attempt.startedAt} />
      </Text>
      <Text span inherit c="dimmed">
        <Length start={attempt.startedAt} end={attempt.finishedAt} going={attempt.status === "intended"} />
      </Text>
    </UnstyledButton>
  );
}

/** What an attempt needs a person to know, open or not. */
function Warnings({ attempt: { repeated, error } }: Pick<AttemptPanelProps, "attempt">) {
  return (
    <>
      {repeated ? (
        <Callout tone="amber" icon={IconRepeat}>
          {texts.repeated}
        </Callout>
      ) : null}
      {error === null ? null : (
        <Callout tone={error.ignored ? "amber" : "red"} icon={IconAlertTriangle} code={error.code}>
          {serverWords(error.message)} {error.ignored ? retryTexts.ignored : null}
        </Callout>
      )}
    </>
  );
}

/** Only of an attempt that is open: a step may have very many. */
function Panels({ attempt, called }: Pick<AttemptPanelProps, "attempt"> & { called: boolean }) {
  return (
    <>
      <JsonPanel label={texts.input} value={attempt.input} none={texts.noInput} />
      <JsonPanel label={texts.output} value={attempt.output} none={texts.noOutput} />
      {called ? <JsonPanel label={texts.request} value={attempt.request} none={texts.noRequest} /> : null}
      {called ? <JsonPanel label={texts.response} value={attempt.response} none={texts.noResponse} /> : null}
      {attempt.error === null ? null : <JsonPanel label={texts.error} value={attempt.error} none="" />}
    </>
  );
}

/** One try of a step: what went in and came out, the call it made, and its error. */
export function AttemptPanel({ attempt, only, last, callsOut }: AttemptPanelProps) {
  const [open, setOpen] = useState(last);
  const id = useId();
  const called = callsOut || attempt.request != null || attempt.response != null;
  return (
    <div className={classes.attempt}>
      {only ? null : <AttemptLine attempt={attempt} open={open} panels={id} onToggle={() => setOpen(!open)} />}
      <Warnings attempt={attempt} />
      <div id={id} className={classes.panels} hidden={!open}>
        {open ? <Panels attempt={attempt} called={called} /> : null}
      </div>
    </div>
  );
}
