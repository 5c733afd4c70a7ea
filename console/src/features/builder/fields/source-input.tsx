import { Input, Stack, Text } from "@mantine/core";
import { type DragEvent, type FocusEvent, useRef, useState } from "react";
import { DataPicker } from "./data-picker.tsx";
import { dataType } from "./data-piece.tsx";
import { fieldId, missingIn, useFields } from "./field-context.ts";
import { texts } from "./field-texts.ts";
import { SourceEntry } from "./source-entry.tsx";
import { SourceHead } from "./source-head.tsx";
import classes from "./source-input.module.css";
import { reference, withData } from "./source-mode.ts";
import type { SourceInputProps } from "./source-props.ts";
import { useSlash } from "./use-slash.ts";

/** Where data is put by a click in a tree: into this field, at the cursor where it has one. */
function useTake(props: SourceInputProps) {
  const { setActive } = useFields();
  // A click may come long after the field was chosen: it goes to what stands there by then.
  const latest = useRef(props);
  latest.current = props;
  const take = (step: string, path: string) => {
    const { source, onChange, field } = latest.current;
    onChange(withData(source, step, path), field);
  };
  const onFocus = (insert?: (text: string) => void) => {
    const put = (step: string, path: string) => {
      const { source } = latest.current;
      const template = source !== undefined && "template" in source;
      insert?.(template ? `{{ ${reference(step, path)} }}` : reference(step, path));
    };
    setActive({ take: insert === undefined ? take : put });
  };
  // Whatever of a field has the keyboard: its menu of ways, say. What stands in another field is for that one.
  const onFocusIn = ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
    if (target.closest("[data-field]") === currentTarget) onFocus();
  };
  const onDrop = (event: DragEvent) => {
    const dropped = event.dataTransfer.getData(dataType);
    if (dropped === "") return;
    event.preventDefault();
    // The field may be a part of another one.
    event.stopPropagation();
    const { step, path } = JSON.parse(dropped) as { step: string; path: string };
    take(step, path);
  };
  return { take, onFocus, onFocusIn, onDrop };
}

/** One field of a step, filled in any of six ways, or part by part where it has parts. */
export function SourceInput(props: SourceInputProps) {
  const { step, field, hint = null, parts } = props;
  const { missing } = useFields();
  const [open, setOpen] = useState(false);
  const [typing, setTyping] = useState(false);
  const { take, onFocus, onFocusIn, onDrop } = useTake(props);
  const slash = useSlash(props, setTyping);
  const id = fieldId(step, field);
  const error = missingIn(missing, field);
  return (
    <Stack
      gap="2xs"
      className={classes.field}
      data-field={field}
      onFocus={onFocusIn}
      onDragOver={(event) => event.dataTransfer.types.includes(dataType) && event.preventDefault()}
      onDrop={onDrop}
      onInput={slash.onInput}
      onKeyDown={slash.onKeyDown}
      onBlur={slash.onBlur}
    >
      <SourceHead {...props} id={id} open={open} onOpen={setOpen} />
      {hint === null ? null : (
        <Text size="sm" c="dimmed" mb="xs">
          {hint}
        </Text>
      )}
      {parts?.form == null ? (
        <SourceEntry
          {...props}
          {...{ id, error, onFocus }}
          typing={typing || slash.offered}
          offering={slash.offered}
          onTyping={setTyping}
        />
      ) : (
        // A link to the field leads here.
        <div id={id} tabIndex={-1} role="group" aria-labelledby={`${id}-label`} className={classes.parts}>
          {parts.form}
          {error === null ? null : <Input.Error>{error}</Input.Error>}
        </div>
      )}
      {open || slash.offered ? (
        <div className={classes.picker} ref={slash.list}>
          {slash.offered ? (
            <Text size="sm" c="dimmed" mb="xs" role="status">
              {texts.slashHint}
            </Text>
          ) : null}
          <DataPicker
            onTake={(from, path) => {
              if (slash.offered) slash.take(from, path);
              else take(from, path);
              setOpen(false);
            }}
          />
        </div>
      ) : null}
    </Stack>
  );
}
