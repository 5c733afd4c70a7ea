import { copyText } from "../../lib/copy-text.ts";
import { useBuilder } from "./builder-context.ts";
import type { Point } from "./document/graph-edit.ts";
import { texts } from "./texts.ts";

/** What the browser's clipboard has, or null where it keeps that from pages. */
async function clipboardText(): Promise<string | null> {
  const { clipboard } = navigator as { clipboard?: Clipboard };
  try {
    return (await clipboard?.readText()) ?? null;
  } catch {
    return null;
  }
}

/** Copy, cut and paste from menus. What does not come about is said, and nothing is cut that was not copied. */
export function useClips() {
  const { acts, say } = useBuilder();
  const put = async (text: string | null): Promise<boolean> => {
    if (text === null) return false;
    const done = await copyText(text);
    if (!done) say(texts.clipboardKept);
    return done;
  };
  return {
    copy: () => void put(acts.copy()),
    cut: async () => {
      if (await put(acts.copy())) acts.cut();
    },
    paste: async (at: Point) => {
      const text = await clipboardText();
      if (text === null) say(texts.clipboardKept);
      else if (acts.paste(text, at) === 0) say(texts.pasteFailed);
    },
  };
}
