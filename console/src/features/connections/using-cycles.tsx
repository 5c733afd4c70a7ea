import { Group, Text } from "@mantine/core";
import type { ConnectionHealth } from "@velodrome/contract";
import type { ReactNode } from "react";
import { TextLink } from "../../ui/link.tsx";
import { Surface } from "../../ui/surface.tsx";
import { texts } from "./texts.ts";

type Using = ConnectionHealth["cycles"];

interface UsingCyclesProps {
  account: string;
  cycles: Using;
  /** How a cycle's state is called. */
  stateWord: (status: string) => string;
  /** The button that starts one that is stopped. */
  startOf: (cycle: Using[number]) => ReactNode;
}

/** Cycles that use the connection, each a way to it. */
export function UsingCycles({ account, cycles, stateWord, startOf }: UsingCyclesProps) {
  return (
    <Surface py="md">
      {cycles.length === 0 ? (
        <Text c="dimmed">{texts.usedByNone}</Text>
      ) : (
        cycles.map((cycle) => (
          <Group key={cycle.id} justify="space-between" gap="sm" mih="var(--vd-row)">
            <Group gap="sm">
              <TextLink to="/accounts/$account/cycles/$cycle" params={{ account, cycle: cycle.id }}>
                {cycle.name}
              </TextLink>
              <Text span size="sm" c="dimmed">
                {stateWord(cycle.status)}
              </Text>
            </Group>
            {cycle.status === "stopped" ? startOf(cycle) : null}
          </Group>
        ))
      )}
    </Surface>
  );
}

/** Said before an act that stops them: by name those that run. */
export function StoppingCycles({ cycles }: { cycles: Using | null }) {
  if (cycles === null) return <Text>{texts.stopsUnknown}</Text>;
  const running = cycles.filter(({ status }) => status === "running");
  if (running.length === 0) return <Text c="dimmed">{texts.stopsNone}</Text>;
  return (
    <div>
      <Text>{texts.stops}</Text>
      <ul>
        {running.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </div>
  );
}
