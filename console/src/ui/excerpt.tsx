import classes from "./excerpt.module.css";

/** The beginning of a text in a table: of one line, and on a phone, where lines are short, of two. All of it on hover, or what `title` says. */
export function Excerpt({ text, title = text }: { text: string; title?: string }) {
  return (
    <span className={classes.excerpt} dir="auto" title={title}>
      {text}
    </span>
  );
}
