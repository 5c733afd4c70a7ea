import classes from "./excerpt.module.css";

/** The beginning of a text in a table: of one line, and on a phone, where lines are short, of two. All of it on hover. */
export function Excerpt({ text }: { text: string }) {
  return (
    <span className={classes.excerpt} title={text}>
      {text}
    </span>
  );
}
