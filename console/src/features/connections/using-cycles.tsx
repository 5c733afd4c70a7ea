import { Button, Group, Text } from "@mantine/core";
import type { ConnectionHealth } from "@velodrome/contract";
import { type ReactNode, useState } from "react";
import { countInWords } from "../../lib/locale.ts";
import { TextLink } from "../../ui/link.tsx";
import { type StateLook, StateMark } from "../../ui/state-mark.tsx";
import { Surface } from "../../ui/surface.tsx";
import { texts } from "./texts.ts";
import classes from "./using-cycles.module.css";

type Using = ConnectionHealth["cycles"];

interface UsingCyclesProps {
  account: string;
  cycles: Using;
  /** How a cycle's state looks. */
  lookOf: (status: string) => StateLook;
  /** The button that starts one that is stopped. */
  startOf: (cycle: Using[number]) => ReactNode;
}

/** More than these are shown when they are asked for. */
const shownAtFirst = 20;

/** Cycles that use the connection, each a way to it. */
export function UsingCycles({ account, cycles, lookOf, startOf }: UsingCyclesProps) {
  const [all, setAll] = useState(false);
  const shown = all ? cycles : cycles.slice(0, shownAtFirst);
  return (
    <Surface py="md">
      {cycles.length === 0 ? (
        <Text c="dimmed">{texts.usedByNone}</Text>
      ) : (
        shown.map((cycle) => (
          <Group key={cycle.id} justify="space-between" gap="sm" mih="var(--vd-row)" wrap="nowrap">
            <Group gap="sm" className={classes.cycle}>
              <TextLink to="/accounts/$account/cycles/$cycle" params={{ account, cycle: cycle.id }}>
                {cycle.name}
              </TextLink>
              <StateMark look={lookOf(cycle.status)} />
            </Group>
            {cycle.status === "stopped" ? startOf(cycle) : null}
          </Group>
        ))
      )}
      {shown.length < cycles.length ? (
        <Button variant="default" mt="sm" onClick={() => setAll(true)}>
          {texts.usedByAll(countInWords(cycles.length))}
        </Button>
      ) : null}
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
