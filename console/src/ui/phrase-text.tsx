import type { Phrase } from "../lib/phrase.ts";
import classes from "./phrase-text.module.css";

const looks = { value: classes.value, data: classes.data, place: classes.place };

/** A phrase with its values and data set apart. */
export function PhraseText({ phrase }: { phrase: Phrase }) {
  return phrase.map((part, index) =>
    part.kind === "words" ? (
      part.text
    ) : (
      <span key={index} className={looks[part.kind]}>
        {part.text}
      </span>
    ),
  );
}
