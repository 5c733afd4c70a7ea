import { ActionIcon, Group, Select, Stack, Text, Title } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { Step } from "@velodrome/contract";
import { useBuilder } from "../builder-context.ts";
import { edgeFlaw } from "../document/edge-flaw.ts";
import { edgeOf } from "../document/graph-edit.ts";
import { type Port, waysOut } from "../document/port.ts";
import { portTitle, titleIn, titleOf } from "../step-title.ts";
import { texts } from "./panel-texts.ts";

function Way({ step, way }: { step: Step; way: Port }) {
  const { acts, askToAdd, editor } = useBuilder();
  const { document } = editor.draft;
  const port = portTitle(step, way.port);
  const leads = document.edges.filter((edge) => edge.from === step.id && edge.port === way.port);
  const targets = document.steps.filter(({ id }) => edgeFlaw(document, edgeOf(step.id, way.port, id)) === null);
  return (
    <Stack gap="2xs">
      <Text size="sm">
        {texts.goesTo(port)}
        {leads.length === 0 ? (
          <Text span inherit c="dimmed">
            {` → ${texts.nowhere}`}
          </Text>
        ) : null}
      </Text>
      {leads.map((edge) => {
        const to = titleIn(document.steps, edge.to);
        return (
          <Group key={edge.to} gap="xs" wrap="nowrap">
            <Text size="sm">→ {to}</Text>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="var(--vd-target)"
              aria-label={texts.cutWay(port, to)}
              onClick={() => acts.disconnect(edge)}
            >
              <IconX size="1em" />
            </ActionIcon>
          </Group>
        );
      })}
      <Group gap="xs" wrap="nowrap">
        {targets.length === 0 ? null : (
          <Select
            flex={1}
            aria-label={texts.connectTo(port)}
            placeholder={texts.connectPlaceholder}
            searchable
            data={targets.map((one) => ({ value: one.id, label: titleOf(one) }))}
            value={null}
            onChange={(to) => to !== null && acts.connect(edgeOf(step.id, way.port, to))}
          />
        )}
        <ActionIcon
          variant="default"
          size="var(--vd-control)"
          aria-label={texts.addAfter(port)}
          onClick={() => askToAdd({ kind: "after", from: step.id, port: way.port })}
        >
          <IconPlus size="1em" />
        </ActionIcon>
      </Group>
    </Stack>
  );
}

/** Where a step leads, and the way to change it without drawing. */
export function StepWays({ step }: { step: Step }) {
  const ways = waysOut(step);
  if (ways.length === 0) return null;
  return (
    <Stack gap="sm" component="section">
      <Title order={3}>{texts.waysOut}</Title>
      {ways.map((way) => (
        <Way key={way.port ?? ""} step={step} way={way} />
      ))}
    </Stack>
  );
}
