import { useEffect, useRef } from "react";
import { texts } from "./texts.ts";
import type { BuilderActs } from "./use-builder-acts.ts";
import { isTyping } from "./use-shortcuts.ts";

const selectsText = (): boolean => (window.getSelection()?.toString() ?? "") !== "";

/** Copy, cut and paste as JSON text, by the browser's own events: no permission is asked for, and it pastes anywhere. */
export function useClipboard(acts: BuilderActs, editable: boolean, say: (text: string) => void): void {
  const latest = useRef({ acts, editable });
  latest.current = { acts, editable };
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      if (isTyping(event.target) || selectsText()) return;
      const cut = event.type === "cut" && latest.current.editable;
      const text = cut ? latest.current.acts.cut() : latest.current.acts.copy();
      if (text === null) return;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || !latest.current.editable) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (text === "") return;
      if (latest.current.acts.paste(text, null) === 0) say(texts.pasteFailed);
      event.preventDefault();
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [say]);
}
