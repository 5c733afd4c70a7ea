import { useEffect } from "react";
import classes from "./guide.module.css";

/** A page of the guide. `anchor`: the heading that the address names; it is not there to go to before the page is. */
export function Guide({ html, anchor }: { html: string; anchor: string }) {
  useEffect(() => {
    if (anchor !== "") document.getElementById(anchor)?.scrollIntoView();
  }, [anchor]);
  // Made from this repository's own documentation when the console was built: nothing in it comes from a person.
  return <article className={classes.guide} dangerouslySetInnerHTML={{ __html: html }} />;
}
