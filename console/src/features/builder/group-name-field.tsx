import { TextInput } from "@mantine/core";
import { groupNameAtMost } from "@velodrome/contract";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useBuilder } from "./builder-context.ts";
import classes from "./group-name-field.module.css";
import { texts } from "./texts.ts";

/** Gives the keyboard to a group's name, once the page shows it. */
const focusName = (name: string): void => {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-group="${CSS.escape(name)}"]`)?.focus({ preventScroll: true }),
  );
};

/** A group's name while it is written, in the place of the name. Another group's is refused, and nothing is no name. */
export function GroupNameField({ name }: { name: string }) {
  const { acts, nameGroup, say } = useBuilder();
  const [typed, setTyped] = useState(name);
  const [taken, setTaken] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const end = () => {
    over.current = true;
    nameGroup(null);
  };
  const onBlur = () => {
    if (over.current) return;
    if (acts.renameGroup(name, typed) === null) say(texts.groupKept(typed.trim(), name));
    end();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    const now = event.key === "Escape" ? name : acts.renameGroup(name, typed);
    setTaken(now === null);
    if (now === null) return;
    end();
    focusName(now);
  };
  return (
    <TextInput
      ref={field}
      size="xs"
      className={classes.field ?? ""}
      classNames={{ error: classes.taken ?? "" }}
      aria-label={texts.groupName}
      maxLength={groupNameAtMost}
      value={typed}
      error={taken ? texts.groupTaken : null}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        setTaken(false);
      }}
      onBlur={onBlur}
      onKeyDown={onKeyDown}
    />
  );
}
