import { Button, Group, Stack, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ConnectionHealth, Finding, FindingAct } from "@velodrome/contract";
import { IconCheck, IconRefresh } from "@tabler/icons-react";
import { serverWords } from "../../lib/server-words.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { FindingRow } from "../../ui/finding-row.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { Surface } from "../../ui/surface.tsx";
import classes from "./health-card.module.css";
import { texts } from "./texts.ts";
import { worstFirst } from "./worst-finding.ts";

interface HealthCardProps {
  query: UseQueryResult<ConnectionHealth>;
  /** Does what a finding's button says. */
  onAct: (act: FindingAct) => void;
  /** Which act is going on. */
  busy: FindingAct | null;
  /** Why the last act failed; null when none did. */
  failure: unknown;
}

type Trouble = Finding & { severity: Exclude<Finding["severity"], "ok"> };

const isTrouble = (finding: Finding): finding is Trouble => finding.severity !== "ok";

function Troubles({
  findings,
  onAct,
  busy,
}: Pick<HealthCardProps, "onAct" | "busy"> & { findings: readonly Trouble[] }) {
  if (findings.length === 0) {
    return <StateMark look={{ tone: "neutral", icon: IconCheck, word: texts.nothingFound }} />;
  }
  return findings.map(({ code, severity, message, mender, act }, index) => (
    <FindingRow
      key={`${index} ${code}`}
      severity={severity}
      message={message}
      mender={mender === null ? undefined : texts.menders[mender]}
      code={code}
      action={
        act === null ? null : (
          <Button variant="default" loading={busy === act} onClick={() => onAct(act)}>
            {texts.acts[act]}
          </Button>
        )
      }
    />
  ));
}

function InOrder({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <Disclosure label={texts.inOrder(findings.length)}>
      <ul className={classes.list}>
        {findings.map(({ code, message }) => (
          <li key={code}>
            {serverWords(message)} <code className={classes.code}>{code}</code>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function Checked({ query }: Pick<HealthCardProps, "query">) {
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm" c="dimmed" role="status">
        {query.data === undefined ? null : (
          <>
            {texts.checked} <Moment at={query.data.checkedAt} />
          </>
        )}
      </Text>
      <Button
        variant="default"
        leftSection={<IconRefresh size="1em" />}
        loading={query.isFetching}
        onClick={() => void query.refetch()}
      >
        {texts.checkNow}
      </Button>
    </Group>
  );
}

/** What the doctor found, worst first: what is so, who mends it, and the button where one of ours can. */
export function HealthCard({ query, onAct, busy, failure }: HealthCardProps) {
  const stale = query.isError && query.data !== undefined;
  return (
    <Surface>
      <Stack gap="md">
        <Checked query={query} />
        {failure === null ? null : <ActFailure error={failure} heading={texts.mendFailed} />}
        {stale ? <ActFailure error={query.error} heading={texts.healthFailed} /> : null}
        <Loaded query={query} lines={3}>
          {({ findings }) => (
            <>
              <Troubles findings={worstFirst(findings).filter(isTrouble)} onAct={onAct} busy={busy} />
              <InOrder findings={findings.filter((finding) => !isTrouble(finding))} />
            </>
          )}
        </Loaded>
      </Stack>
    </Surface>
  );
}
