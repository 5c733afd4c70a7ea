import classes from "./initials-tile.module.css";

/** The first letters of up to two words. */
const initialsOf = (name: string): string =>
  name
    .split(/\s+/u)
    .filter((word) => word !== "")
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase() ?? "")
    .join("");

export function InitialsTile({ name }: { name: string }) {
  return (
    <span className={classes.tile} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
