import { Group, Loader, Stack, Text, Title } from "@mantine/core";
import type { Connection } from "@velodrome/contract";
import { IconCircleCheckFilled } from "@tabler/icons-react";
import { leftBuilder } from "../../lib/left-builder.ts";
import { Contact } from "../../ui/contact.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { Moment } from "../../ui/moment.tsx";
import classes from "./connected-panel.module.css";
import { texts } from "./texts.ts";

/** The message a person wrote to try it out. */
export interface Arrival {
  event: string;
  text: string | null;
  at: string;
  /** Of a cycle that took it; null while none did. */
  run: string | null;
}

interface ConnectedPanelProps {
  account: string;
  connection: Connection;
  /** How many other Pages were connected in the same go. */
  others: number;
  arrival: Arrival | null;
}

function Arrived({ account, arrival }: { account: string; arrival: Arrival }) {
  const { event, run } = arrival;
  return (
    <Stack gap="sm">
      <div>
        <Group gap="sm" wrap="nowrap">
          <IconCircleCheckFilled className={classes.tick} aria-hidden="true" />
          <Title order={3}>{texts.arrived}</Title>
          <Text span size="sm" c="dimmed">
            <Moment at={arrival.at} />
          </Text>
        </Group>
        {arrival.text === null ? null : <Text className={classes.text}>{texts.arrivedText(arrival.text)}</Text>}
        {run === null ? <Text c="dimmed">{texts.noCycleYet}</Text> : null}
      </div>
      <Group gap="sm">
        {run === null ? null : (
          <ButtonLink to="/accounts/$account/runs/$run" params={{ account, run }}>
            {texts.openRun}
          </ButtonLink>
        )}
        <ButtonLink variant="default" to="/accounts/$account/events/$event" params={{ account, event }}>
          {texts.openEvent}
        </ButtonLink>
      </Group>
    </Stack>
  );
}

function Waiting() {
  return (
    <Group gap="sm">
      <Loader size="xs" aria-hidden="true" />
      <Text>{texts.waitingForMessage}</Text>
    </Group>
  );
}

/** Whoever left a cycle for this goes on there. */
function Back({ account }: { account: string }) {
  const left = leftBuilder(account);
  if (left === null) return null;
  const { cycle, step } = left;
  return (
    <Group>
      <ButtonLink
        to="/accounts/$account/cycles/$cycle/build"
        params={{ account, cycle }}
        search={step === null ? {} : { step }}
      >
        {texts.backToBuilder}
      </ButtonLink>
    </Group>
  );
}

/** It works: where to write to, and the first message as it comes in. */
export function ConnectedPanel({ account, connection, others, arrival }: ConnectedPanelProps) {
  const { contactUrl, page, name } = connection;
  const pageName = page?.name ?? name;
  return (
    <Stack gap="lg">
      <div>
        <Group gap="sm" wrap="nowrap">
          <IconCircleCheckFilled className={classes.tick} aria-hidden="true" />
          <Title order={2}>{contactUrl === null ? texts.connectedPlain : texts.connected}</Title>
        </Group>
        <Text c="dimmed">{contactUrl === null ? texts.connectedPlainHint : texts.connectedHint(pageName)}</Text>
        {others > 0 ? <Text>{texts.alsoConnected(others)}</Text> : null}
      </div>
      {contactUrl === null ? null : (
        <Contact url={contactUrl} label={texts.contactLink} open={texts.openContact} qrLabel={texts.qrOf(pageName)}>
          <div role="status">{arrival === null ? <Waiting /> : <Arrived account={account} arrival={arrival} />}</div>
        </Contact>
      )}
      <Back account={account} />
    </Stack>
  );
}
