import { IconAlertTriangle, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Callout } from "./callout.tsx";
import classes from "./finding-row.module.css";
import { serverWords } from "../lib/server-words.ts";

interface FindingRowProps {
  severity: "info" | "warning" | "error";
  message: string;
  /** Who can mend it, in words. */
  mender?: string | undefined;
  code: string;
  /** The one button. */
  action?: ReactNode;
}

const looks = {
  info: { tone: "neutral", icon: IconInfoCircle },
  warning: { tone: "amber", icon: IconAlertTriangle },
  error: { tone: "red", icon: IconCircleX },
} as const;

/** Something that a check found: a sentence, who mends it, one button, the code in grey. */
export function FindingRow({ severity, message, mender, code, action }: FindingRowProps) {
  return (
    <Callout {...looks[severity]} acts={action}>
      <div>{serverWords(message)}</div>
      <div className={classes.grey}>
        {mender === undefined ? null : `${mender} · `}
        <code>{code}</code>
      </div>
    </Callout>
  );
}
