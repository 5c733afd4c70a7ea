import type { CSSProperties } from "react";
import classes from "./connector-logo.module.css";

/** A connector's own sign, as an image, so that nothing inside it can run. One in `currentColor` takes that of the text. */
export function ConnectorLogo({ logo }: { logo: string }) {
  const source = `data:image/svg+xml,${encodeURIComponent(logo)}`;
  if (!logo.includes("currentColor")) return <img className={classes.logo} src={source} alt="" />;
  const style = { "--logo": `url("${source}")` } as CSSProperties;
  return <span className={classes.logo} data-plain style={style} aria-hidden="true" />;
}
