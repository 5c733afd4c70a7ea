import classes from "./data-tree.module.css";
import { DataPiece, type Take } from "./data-piece.tsx";
import { texts } from "./field-texts.ts";
import { variablesId } from "./source-mode.ts";

interface VariablesTreeProps {
  variables: Readonly<Record<string, unknown>>;
  onTake: Take | undefined;
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
    <section aria-label={texts.variables}>
      <h3 className={classes.heading}>{texts.variables}</h3>
      <ul className={classes.list} data-top>
        {entries.map(([name, value]) => (
          <li key={name} className={classes.line}>
            <DataPiece step={variablesId} path={name} name={name} value={short(value)} onTake={onTake} />
          </li>
        ))}
      </ul>
    </section>
  );
}
