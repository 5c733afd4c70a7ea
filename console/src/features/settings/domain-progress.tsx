import { Stack, Text, Title } from "@mantine/core";
import type { GeneralSettings } from "@velodrome/contract";
import { IconAlertTriangle, IconCircleCheck, IconClock, IconHandStop } from "@tabler/icons-react";
import { serverWords } from "../../lib/server-words.ts";
import { TextLink } from "../../ui/link.tsx";
import { Moment } from "../../ui/moment.tsx";
import { type StateLook, StateMark } from "../../ui/state-mark.tsx";
import classes from "./domain-progress.module.css";
import { texts } from "./texts.ts";

type Change = NonNullable<GeneralSettings["domainChange"]>;

const looks: Record<Change["apps"][number]["state"], StateLook> = {
  waiting: { tone: "blue", icon: IconClock, word: texts.states.waiting },
  done: { tone: "neutral", icon: IconCircleCheck, word: texts.states.done },
  failed: { tone: "red", icon: IconAlertTriangle, word: texts.states.failed },
  by_hand: { tone: "amber", icon: IconHandStop, word: texts.states.by_hand },
};

/** What became of each app's webhook since the host last changed. */
export function DomainProgress({ change: { from, to, changedAt, apps } }: { change: Change }) {
  return (
    <Stack gap="xs">
      <Title order={3}>{texts.progress}</Title>
      <Text size="sm" c="dimmed">
        {texts.progressFrom(from, to)} <Moment at={changedAt} />
      </Text>
      {apps.length === 0 ? <Text size="sm">{texts.noApps}</Text> : null}
      <ul className={classes.apps} aria-live="polite">
        {apps.map(({ connector, setup, name, state, message }) => (
          <li key={setup} className={classes.app}>
            <StateMark look={looks[state]} />
            <div className={classes.words}>
              <TextLink to="/connectors/$connector/setups/$setup" params={{ connector, setup }}>
                {name}
              </TextLink>
              <Text size="sm" c="dimmed">
                {message === null ? null : serverWords(message)}
              </Text>
            </div>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
