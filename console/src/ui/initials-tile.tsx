import classes from "./initials-tile.module.css";

const letters = new Intl.Segmenter();

/** A flag or a family is one, of however many characters. */
const firstLetter = (word: string): string => letters.segment(word)[Symbol.iterator]().next().value?.segment ?? "";

/** The first letters of up to two words. */
const initialsOf = (name: string): string =>
  name
    .split(/\s+/u)
    .filter((word) => word !== "")
    .slice(0, 2)
    .map((word) => firstLetter(word).toLocaleUpperCase())
    .join("");

export function InitialsTile({ name }: { name: string }) {
  return (
    <span className={classes.tile} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
