import { Input } from "@mantine/core";
import { useEffect, useId, useRef } from "react";
import classes from "./code-input.module.css";
import type { CodeEditor, CodeLanguage, Completion } from "./code-editor.ts";

interface CodeInputProps {
  label: string;
  language: CodeLanguage;
  value: string;
  completions?: readonly Completion[];
  error?: string | null;
  id?: string;
  onChange: (text: string) => void;
  onFocus?: (insert: (text: string) => void) => void;
  onBlur?: () => void;
}

const none: readonly Completion[] = [];

/** A text that is read by a machine: with colours, names offered while typing, and errors where they are. */
export function CodeInput(given: CodeInputProps) {
  const { language, value, error = null } = given;
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor | null>(null);
  const latest = useRef(given);
  latest.current = given;
  const errorId = useId();
  useEffect(() => {
    let gone = false;
    // Large, and not needed for most steps: it comes when the first such field is shown.
    void import("./code-editor.ts").then(({ openEditor }) => {
      if (gone || place.current === null) return;
      const opened = openEditor(place.current, {
        label: latest.current.label,
        id: latest.current.id,
        language,
        text: latest.current.value,
        completions: () => latest.current.completions ?? none,
        onChange: (text) => latest.current.onChange(text),
        onFocus: () => latest.current.onFocus?.((text) => opened.insert(text)),
        onBlur: () => latest.current.onBlur?.(),
      });
      editor.current = opened;
    });
    return () => {
      gone = true;
      editor.current?.close();
      editor.current = null;
    };
  }, [language]);
  useEffect(() => editor.current?.show(value), [value]);
  return (
    <div>
      <div ref={place} className={classes.editor} data-error={error !== null || undefined} />
      {error === null ? null : (
        <Input.Error id={errorId} className={classes.error}>
          {error}
        </Input.Error>
      )}
    </div>
  );
}
