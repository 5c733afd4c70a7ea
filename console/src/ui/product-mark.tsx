import { texts } from "../lib/texts.ts";
import classes from "./product-mark.module.css";

/** The product's sign and, where there is room, its name. */
export function ProductMark({ signOnly = false }: { signOnly?: boolean }) {
  return (
    <span className={classes.mark}>
      <img className={classes.sign} src="/favicon.svg" alt={signOnly ? texts.product : ""} />
      {signOnly ? null : texts.product}
    </span>
  );
}
