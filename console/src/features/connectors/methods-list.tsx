import { Text } from "@mantine/core";
import type { ConnectorMethod } from "@velodrome/contract";
import { Section } from "../../ui/page.tsx";
import { Surface } from "../../ui/surface.tsx";
import classes from "./methods-list.module.css";
import { texts } from "./texts.ts";

interface MethodsListProps {
  methods: readonly ConnectorMethod[];
  type: ConnectorMethod["type"];
}

/** A connector's triggers or its actions, each with what it does. */
export function MethodsList({ methods, type }: MethodsListProps) {
  const shown = methods.filter((method) => method.type === type);
  const [heading, none] = type === "trigger" ? [texts.triggers, texts.noTriggers] : [texts.actions, texts.noActions];
  return (
    <Section heading={heading}>
      <Surface py="sm">
        {shown.length === 0 ? (
          <Text c="dimmed">{none}</Text>
        ) : (
          <dl className={classes.list}>
            {shown.map(({ name, title, description }) => (
              <div key={name} className={classes.item}>
                <dt>{title}</dt>
                <dd className={classes.description}>{description}</dd>
              </div>
            ))}
          </dl>
        )}
      </Surface>
    </Section>
  );
}
