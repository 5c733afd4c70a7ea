import type { Phrase } from "../lib/phrase.ts";
import classes from "./phrase-text.module.css";

/** A phrase with its values and data set apart. */
export function PhraseText({ phrase }: { phrase: Phrase }) {
  return phrase.map((part, index) =>
    part.kind === "words" ? (
      part.text
    ) : (
      <span key={index} className={part.kind === "data" ? classes.data : classes.value}>
        {part.text}
      </span>
    ),
  );
}
