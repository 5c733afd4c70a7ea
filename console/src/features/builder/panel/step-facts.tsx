import { Code, List, Stack, Text, Title } from "@mantine/core";
import type { Step } from "@velodrome/contract";
import { Facts } from "../../../ui/facts.tsx";
import { PhraseText } from "../../../ui/phrase-text.tsx";
import { useBuilder } from "../builder-context.ts";
import { waysOut } from "../document/port.ts";
import { portTitle, titleIn } from "../step-title.ts";
import { texts } from "./panel-texts.ts";
import { settingsOf } from "./settings-of.ts";

/** Where a step leads, to be read. */
function Ways({ step }: { step: Step }) {
  const { steps, edges } = useBuilder().editor.draft.document;
  const leads = waysOut(step).flatMap(({ port }) =>
    edges
      .filter((edge) => edge.from === step.id && edge.port === port)
      .map(({ to }) => `${texts.goesTo(portTitle(step, port))} → ${titleIn(steps, to)}`),
  );
  if (leads.length === 0) return null;
  return (
    <Stack gap="xs" component="section">
      <Title order={3}>{texts.waysOut}</Title>
      <List size="sm" listStyleType="none">
        {leads.map((lead) => (
          <List.Item key={lead}>{lead}</List.Item>
        ))}
      </List>
    </Stack>
  );
}

/** What a step is set to, where nothing can be changed: words, and nothing that looks as if it could be. */
export function StepFacts({ step }: { step: Step }) {
  const { connections, connectors, describe, editor, inWords } = useBuilder();
  const settings = settingsOf(step, { connections, connectors, inWords });
  const policy = inWords.policy(step);
  return (
    <Stack gap="lg">
      <Text>
        <PhraseText phrase={describe(step)} />
      </Text>
      {settings.length === 0 ? null : (
        <Facts inLines facts={settings.map(({ name, value }) => ({ name, value: <PhraseText phrase={value} /> }))} />
      )}
      <Ways step={step} />
      {policy === null ? null : <Text size="sm">{policy}</Text>}
      <Text size="sm" c="dimmed">
        {texts.id}: <Code>{step.id}</Code>
      </Text>
      {editor.still ? null : (
        <Text size="sm" c="dimmed">
          {texts.readHere}
        </Text>
      )}
    </Stack>
  );
}
