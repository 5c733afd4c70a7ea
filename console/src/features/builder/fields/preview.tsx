import { Text } from "@mantine/core";
import { useEffect, useState } from "react";
import type { CodeLanguage } from "./code-editor.ts";
import type { DataSource } from "./field-context.ts";
import { texts } from "./field-texts.ts";
import { variablesId } from "./source-mode.ts";
import { type Previewed, previewText } from "./preview-runner.ts";

/** How long a person must pause before what they write is worked out. In ms. */
const pause = 300;

interface PreviewProps {
  language: Exclude<CodeLanguage, "script">;
  text: string;
  sources: readonly DataSource[];
  variables: Readonly<Record<string, unknown>>;
}

/** What an expression or a template gives with the sample. */
export function Preview({ language, text, sources, variables }: PreviewProps) {
  const [shown, setShown] = useState<Previewed | null>(null);
  useEffect(() => {
    const known = sources.filter(({ origin }) => origin !== "none");
    if (text.trim() === "" || (known.length === 0 && !text.includes(variablesId))) {
      setShown(null);
      return;
    }
    // Text in which no data stands is what it gives.
    if (language === "template" && !text.includes("{{")) {
      setShown(null);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const outputs = Object.fromEntries(known.map(({ id, sample }) => [id, sample]));
      void previewText({ language, text, outputs, variables }, stop.signal).then((result) => {
        if (!stop.signal.aborted) setShown(result);
      });
    }, pause);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [language, text, sources, variables]);
  if (shown === null) return null;
  return (
    <Text size="sm" c="dimmed" mt="xs" lineClamp={4}>
      {shown.ok ? texts.preview : texts.previewFailed} <code>{shown.text}</code>
    </Text>
  );
}
