import { CloseButton, Group, Text, Title, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { RunFailure, RunFailures } from "@velodrome/contract";
import { countInWords } from "../../lib/locale.ts";
import type { Scope } from "../../lib/request.ts";
import { serverWords } from "../../lib/server-words.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Surface } from "../../ui/surface.tsx";
import { failureTexts } from "./failure-texts.ts";
import classes from "./failures-panel.module.css";
import { choose, failuresQuery, isChosen } from "./list-failures.ts";
import type { RunFilters } from "./list-runs.ts";
import { texts } from "./texts.ts";

interface FailuresPanelProps {
  scope: Scope;
  filters: RunFilters;
  /** What accounts are called, where there are several. */
  nameOf: (account: string) => string | null;
  onChange: (filters: RunFilters) => void;
  onClose: () => void;
}

/** What was looked at, so that nobody takes a part for the whole. */
function LookedAt({ lookedAt, more, since }: RunFailures) {
  if (since === null) return failureTexts.none;
  return (
    <>
      {more ? failureTexts.newest(countInWords(lookedAt)) : failureTexts.all(countInWords(lookedAt))}
      {failureTexts.oldest(countInWords(lookedAt))}
      <Moment at={since} />
    </>
  );
}

/** What happened, and for those who look it up the code. */
function What({ code, message, step, stepName }: RunFailure) {
  return (
    <span className={classes.what}>
      {serverWords(message)}
      <span className={classes.where}>
        <code>{code}</code>
        {step === null ? null : ` ${failureTexts.step} ${stepName ?? step}`}
      </span>
    </span>
  );
}

function Failures({ found, ...given }: FailuresPanelProps & { found: RunFailures }) {
  const { scope, filters, nameOf, onChange } = given;
  if (found.items.length === 0 && found.lookedAt > 0) return <Text c="dimmed">{failureTexts.noneOfThese}</Text>;
  return (
    <ul className={classes.list}>
      {found.items.map((failure) => (
        <li key={failure.lastRun}>
          <UnstyledButton
            className={classes.row}
            aria-pressed={isChosen(failure, filters, scope)}
            onClick={() => onChange(choose(failure, filters, scope))}
          >
            <span className={classes.count}>{failureTexts.times(countInWords(failure.runs))}</span>
            <What {...failure} />
            <span className={classes.quiet}>
              {failure.cycleName ?? texts.gone}
              {scope === null ? ` · ${nameOf(failure.account) ?? failure.account}` : null}
            </span>
            <span className={classes.quiet}>
              {failureTexts.last} <Moment at={failure.lastAt} />
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

/** Failed runs by what they failed of; each is a way to narrow the list to them. */
export function FailuresPanel(given: FailuresPanelProps) {
  const query = useQuery(failuresQuery(given.scope, given.filters));
  return (
    <Surface label={failureTexts.heading} py="md" px="xs">
      <Group justify="space-between" wrap="nowrap" px="md">
        <Title order={2} size="h4">
          {failureTexts.heading}
        </Title>
        <CloseButton aria-label={failureTexts.hide} onClick={given.onClose} />
      </Group>
      <Loaded query={query} lines={3}>
        {(found) => (
          <>
            <Text c="dimmed" size="sm" px="md" pb="xs">
              <LookedAt {...found} />
            </Text>
            <Failures {...given} found={found} />
          </>
        )}
      </Loaded>
    </Surface>
  );
}
