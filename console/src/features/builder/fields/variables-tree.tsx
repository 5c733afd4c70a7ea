import { UnstyledButton } from "@mantine/core";
import classes from "./data-tree.module.css";
import { dataType } from "./data-tree.tsx";
import { texts } from "./field-texts.ts";
import { reference, variablesId } from "./source-mode.ts";

interface VariablesTreeProps {
  variables: Readonly<Record<string, unknown>>;
  onTake: (step: string, path: string) => void;
}

const lettersShown = 60;

const short = (value: unknown): string => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > lettersShown ? `${text.slice(0, lettersShown)}…` : text;
};

/** The cycle's and the account's variables, to be put into a field by a click or by dragging. */
export function VariablesTree({ variables, onTake }: VariablesTreeProps) {
  const entries = Object.entries(variables);
  if (entries.length === 0) return null;
  return (
    <section className={classes.tree} aria-label={texts.variables}>
      <h3 className={classes.heading}>{texts.variables}</h3>
      <ul className={classes.list} data-top>
        {entries.map(([name, value]) => {
          const whole = reference(variablesId, name);
          return (
            <li key={name} className={classes.line}>
              <UnstyledButton
                className={classes.take}
                draggable
                title={whole}
                onDragStart={(event) =>
                  event.dataTransfer.setData(dataType, JSON.stringify({ step: variablesId, path: name }))
                }
                onClick={() => onTake(variablesId, name)}
              >
                <span className={classes.name}>{name}</span>
                <span className={classes.value}>{short(value)}</span>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
