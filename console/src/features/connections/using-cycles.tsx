import { Group, Text } from "@mantine/core";
import type { ConnectionHealth } from "@velodrome/contract";
import { TextLink } from "../../ui/link.tsx";
import { Surface } from "../../ui/surface.tsx";
import { texts } from "./texts.ts";

type Using = ConnectionHealth["cycles"];

interface UsingCyclesProps {
  account: string;
  cycles: Using;
  /** How a cycle's state is called. */
  stateWord: (status: string) => string;
}

/** Cycles that use the connection, each a way to it. */
export function UsingCycles({ account, cycles, stateWord }: UsingCyclesProps) {
  return (
    <Surface py="md">
      {cycles.length === 0 ? (
        <Text c="dimmed">{texts.usedByNone}</Text>
      ) : (
        cycles.map(({ id, name, status }) => (
          <Group key={id} gap="sm" mih="var(--vd-row)">
            <TextLink to="/accounts/$account/cycles/$cycle" params={{ account, cycle: id }}>
              {name}
            </TextLink>
            <Text span size="sm" c="dimmed">
              {stateWord(status)}
            </Text>
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
