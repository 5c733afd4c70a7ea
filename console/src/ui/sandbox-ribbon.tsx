import { IconFlask } from "@tabler/icons-react";
import { texts } from "../lib/texts.ts";
import classes from "./sandbox-ribbon.module.css";

/** Marks what belongs to the sandbox, so that nobody takes it for the real Facebook. */
export function SandboxRibbon() {
  return (
    <span className={classes.ribbon} title={texts.sandboxHint}>
      <IconFlask className={classes.icon} stroke={2} aria-hidden="true" />
      {texts.sandbox}
    </span>
  );
}
