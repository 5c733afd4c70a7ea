import { type FocusEvent, type InputEvent, type KeyboardEvent, type RefObject, useRef, useState } from "react";
import type { Take } from "./data-piece.tsx";
import { fieldId, useFields } from "./field-context.ts";
import { inPlaceOfSlash, slashAt } from "./slash.ts";
import type { SourceInputProps } from "./source-props.ts";

interface Slash {
  /** Whether data is offered in the place of a slash. */
  offered: boolean;
  /** Where it is offered. */
  list: RefObject<HTMLDivElement | null>;
  take: Take;
  onInput: (event: InputEvent<HTMLElement>) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onBlur: (event: FocusEvent<HTMLElement>) => void;
}

function goOn(id: string, caret: number): void {
  // Once the page has drawn the field as it is now.
  requestAnimationFrame(() => {
    const field = document.getElementById(id);
    field?.focus();
    if (field instanceof HTMLTextAreaElement) field.setSelectionRange(caret, caret);
  });
}

/** A slash in a text offers data, which then stands in its place. Whoever writes on, or presses Escape, has a slash. */
export function useSlash(props: SourceInputProps, onTyping: (typing: boolean) => void): Slash {
  const { step, field, kind = "text", parts, onChange } = props;
  const { sources, variables } = useFields();
  const [asked, setAsked] = useState<{ text: string; at: number } | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = fieldId(step, field);
  const mayAsk = kind === "text" && parts?.form == null && (sources.length > 0 || Object.keys(variables).length > 0);
  return {
    offered: asked !== null,
    list,
    take: (from, path) => {
      if (asked === null) return;
      const { source, caret } = inPlaceOfSlash(asked.text, asked.at, from, path);
      setAsked(null);
      onTyping("template" in source);
      onChange(source, field);
      goOn(id, caret);
    },
    onInput: ({ target, nativeEvent }) => {
      if (!mayAsk || !(target instanceof HTMLTextAreaElement)) return;
      const at = nativeEvent.data === "/" ? slashAt(target.value, target.selectionStart) : null;
      setAsked(at === null ? null : { text: target.value, at });
    },
    onKeyDown: (event) => {
      if (asked === null) return;
      if (event.key === "Escape") {
        setAsked(null);
        goOn(id, asked.at + 1);
      } else if (event.key === "ArrowDown" && !event.altKey && event.target instanceof HTMLTextAreaElement) {
        list.current?.querySelector<HTMLElement>("input, button")?.focus();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
    onBlur: ({ currentTarget, relatedTarget }) => {
      // Some browsers give no button the keyboard that is clicked.
      if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) setAsked(null);
    },
  };
}
