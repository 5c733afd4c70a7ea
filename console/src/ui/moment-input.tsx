import { TextInput } from "@mantine/core";
import { fromLocalInput } from "../lib/local-time.ts";
import { localeOf } from "../lib/locale.ts";
import { minuteTime } from "../lib/relative-time.ts";
import { texts } from "../lib/texts.ts";
import classes from "./moment-input.module.css";

interface MomentInputProps {
  label: string;
  /** As `toLocalInput` writes it; empty where nothing is entered. */
  value: string;
  onChange: (entered: string) => void;
  className?: string | undefined;
}

/** A moment to enter. It is read as every other one in the console, and entered as the browser has it. */
export function MomentInput({ label, value, onChange, className }: MomentInputProps) {
  const moment = fromLocalInput(value);
  return (
    <TextInput
      type="datetime-local"
      {...{ label, value, className }}
      inputContainer={(input) => (
        <div className={classes.input}>
          {input}
          <span className={classes.words} data-empty={moment === undefined || undefined} aria-hidden="true">
            {moment === undefined ? texts.noMoment : minuteTime(moment, localeOf(navigator.languages))}
          </span>
        </div>
      )}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
