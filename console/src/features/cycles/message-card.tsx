import { Button, Group, Stack, Text } from "@mantine/core";
import type { Connection } from "@velodrome/contract";
import type { ReactNode } from "react";
import { localeOf } from "../../lib/locale.ts";
import { clockTime } from "../../lib/relative-time.ts";
import { useNow } from "../../lib/ticker.ts";
import { Contact } from "../../ui/contact.tsx";
import { CopyRow } from "../../ui/copy-button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { ButtonLink, TextLink } from "../../ui/link.tsx";
import { Moment } from "../../ui/moment.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { messageLook } from "./message-look.ts";
import type { MessagePanel } from "./message-panel.ts";
import { texts } from "./message-texts.ts";
import { type TokenActs, VerifyTokenField } from "./verify-token-field.tsx";
import { serverWords } from "../../lib/server-words.ts";

interface MessageCardProps {
  account: string;
  panel: MessagePanel;
  connection: Connection | null;
  /** Of the connection's Setup. */
  webhookUrl: string | null;
  token: TokenActs;
  /** Registers the webhook at the application. */
  register: ReactNode;
  mend: { run: () => void; busy: boolean; error: unknown };
}

type Part = Omit<MessageCardProps, "panel">;

/** What is pasted at Meta, and the button that spares it. */
function Address({ webhookUrl, token, register, none }: Part & { none: boolean }) {
  return (
    <Stack gap="sm">
      {webhookUrl === null ? null : (
        <div>
          <CopyRow label={texts.webhookUrl} value={webhookUrl} />
          <Text size="sm" c="dimmed">
            {texts.webhookHint}
          </Text>
        </div>
      )}
      <VerifyTokenField acts={token} none={none} />
      {none ? null : register}
    </Stack>
  );
}

/** Behind a click once it is done: it is needed again only when something changes at Meta. */
const folded = (part: Part) => (
  <Disclosure label={texts.address}>
    <Address {...part} none={false} />
  </Disclosure>
);

function Attempt({ panel, part }: { panel: Extract<MessagePanel, { state: "attempt-failed" }>; part: Part }) {
  const time = clockTime(panel.at, useNow(), localeOf(navigator.languages));
  return (
    <>
      <Text role="status">
        {texts.attempts[panel.reason](time, panel.count)}
        {panel.verified ? ` ${texts.stillVerified}` : ""}
      </Text>
      {panel.verified ? folded(part) : <Address {...part} none={false} />}
    </>
  );
}

function NotConnected({ account, connection }: Part) {
  if (connection === null) return null;
  const to =
    connection.status === "disabled"
      ? "/accounts/$account/connections/$connection"
      : "/accounts/$account/connections/$connection/connect";
  return (
    <>
      <Text>{texts.notConnected[connection.status]}</Text>
      <Group>
        <ButtonLink variant="default" to={to} params={{ account, connection: connection.id }}>
          {texts.connect[connection.status]}
        </ButtonLink>
      </Group>
    </>
  );
}

function NotSubscribed({
  panel,
  part,
}: {
  panel: Extract<MessagePanel, { state: "page-not-subscribed" }>;
  part: Part;
}) {
  const { mend } = part;
  return (
    <>
      {mend.error === null ? null : <ActFailure error={mend.error} heading={texts.mendFailed} />}
      <Text>
        {serverWords(panel.finding.message)}{" "}
        <Text span size="xs" c="dimmed" ff="monospace">
          {panel.finding.code}
        </Text>
      </Text>
      <Group>
        <Button variant="default" loading={mend.busy} onClick={mend.run}>
          {texts.resubscribe}
        </Button>
      </Group>
    </>
  );
}

const pageOf = (connection: Connection | null): string => connection?.page?.name ?? connection?.name ?? "";

function NoMessage({ connection }: Part) {
  const page = pageOf(connection);
  const url = connection?.contactUrl ?? null;
  return (
    <>
      <Text>{texts.noMessage(page)}</Text>
      {url === null ? null : (
        <Contact url={url} label={texts.contactLink} open={texts.openContact} qrLabel={texts.qrOf(page)} />
      )}
    </>
  );
}

/** What becomes of the messages that come in; null where none do, or where something is missing before. */
function wordsOfTraffic(panel: MessagePanel, page: string): { words: string; at: string | null } | null {
  switch (panel.state) {
    case "switched-off": {
      const { at, running } = panel;
      const still = running === null ? "" : ` ${texts.stillRunning(running)}`;
      return { words: `${texts.switchedOff(page)}${still}`, at };
    }
    case "receiving-stopped":
      return { words: texts.kept(panel.kept, panel.more), at: panel.at };
    case "receiving-running":
      return { words: texts.arrive(page), at: panel.at };
    default:
      return null;
  }
}

function Receiving({ panel, part }: { panel: MessagePanel; part: Part }) {
  const said = wordsOfTraffic(panel, pageOf(part.connection));
  if (said === null) return null;
  return (
    <>
      <Text>
        {said.words}{" "}
        {said.at === null ? null : (
          <Text span inherit c="dimmed">
            {texts.latest} <Moment at={said.at} />.
          </Text>
        )}{" "}
        <TextLink to="/accounts/$account/events" params={{ account: part.account }} search={{ kind: "message" }}>
          {texts.seeEvents}
        </TextLink>
      </Text>
    </>
  );
}

function Body({ panel, part }: { panel: MessagePanel; part: Part }) {
  switch (panel.state) {
    case "choose-connection":
      return <Text c="dimmed">{texts.chooseText}</Text>;
    case "no-setup":
      return <Text c="dimmed">{texts.noSetup}</Text>;
    case "no-verify-token":
      return (
        <>
          <Text>{texts.noVerifyToken}</Text>
          <Address {...part} none />
        </>
      );
    case "not-verified":
      return (
        <>
          <Text>{texts.notVerified}</Text>
          <Address {...part} none={false} />
        </>
      );
    case "attempt-failed":
      return <Attempt panel={panel} part={part} />;
    case "not-connected":
      return <NotConnected {...part} />;
    case "page-not-subscribed":
      return <NotSubscribed panel={panel} part={part} />;
    case "no-message":
      return <NoMessage {...part} />;
    default:
      return <Receiving panel={panel} part={part} />;
  }
}

const later: readonly MessagePanel["state"][] = [
  "not-connected",
  "page-not-subscribed",
  "switched-off",
  "no-message",
  "receiving-stopped",
  "receiving-running",
];

/** Where a trigger's messages come in: what is missing, or that they do. */
export function MessageCard({ panel, ...part }: MessageCardProps) {
  const kept = panel.state === "receiving-stopped" && panel.kept > 0 ? panel : null;
  return (
    <Stack gap="md">
      <Group gap="sm" role="status">
        <StateMark strong look={messageLook(panel)} />
        {kept === null ? null : (
          <Text span size="sm" c="dimmed">
            {texts.keptShort(kept.kept, kept.more)}
          </Text>
        )}
      </Group>
      <Body panel={panel} part={part} />
      {later.includes(panel.state) ? folded(part) : null}
    </Stack>
  );
}
