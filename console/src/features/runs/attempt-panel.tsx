import { Alert, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconRepeat } from "@tabler/icons-react";
import type { Attempt } from "@velodrome/contract";
import { JsonPanel } from "../../ui/json-panel.tsx";
import { Length } from "../../ui/length.tsx";
import { ExactMoment } from "../../ui/moment.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import classes from "./attempt-panel.module.css";
import { stepLook } from "./run-look.ts";
import { texts } from "./texts.ts";

interface AttemptPanelProps {
  attempt: Attempt;
  /** A step tried once needs no line about which try it was. */
  only: boolean;
  /** Whether the step calls out: then a missing request is worth a word. */
  callsOut: boolean;
}

function AttemptLine({ attempt }: { attempt: Attempt }) {
  return (
    <Group gap="md" className={classes.line}>
      <strong>{texts.attempt(attempt.number)}</strong>
      <StateMark look={stepLook[attempt.status]} />
      <Text span inherit c="dimmed">
        <ExactMoment at={attempt.startedAt} />
      </Text>
      <Text span inherit c="dimmed">
        <Length start={attempt.startedAt} end={attempt.finishedAt} going={attempt.status === "intended"} />
      </Text>
    </Group>
  );
}

/** One try of a step: what went in and came out, the call it made, and its error. */
export function AttemptPanel({ attempt, only, callsOut }: AttemptPanelProps) {
  const called = callsOut || attempt.request != null || attempt.response != null;
  return (
    <div className={classes.attempt}>
      {only ? null : <AttemptLine attempt={attempt} />}
      {attempt.repeated ? (
        <Alert color="yellow" p="sm" icon={<IconRepeat />}>
          {texts.repeated}
        </Alert>
      ) : null}
      {attempt.error === null ? null : (
        <Alert color="red" p="sm" icon={<IconAlertTriangle />}>
          {attempt.error.message}
          <Text span size="xs" c="dimmed" ff="monospace">
            {` ${attempt.error.code}`}
          </Text>
        </Alert>
      )}
      <div className={classes.panels}>
        <JsonPanel label={texts.input} value={attempt.input} none={texts.noInput} />
        <JsonPanel label={texts.output} value={attempt.output} none={texts.noOutput} />
        {called ? <JsonPanel label={texts.request} value={attempt.request} none={texts.noRequest} /> : null}
        {called ? <JsonPanel label={texts.response} value={attempt.response} none={texts.noResponse} /> : null}
        {attempt.error === null ? null : <JsonPanel label={texts.error} value={attempt.error} none="" />}
      </div>
    </div>
  );
}
