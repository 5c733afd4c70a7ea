import { CloseButton, Title } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { texts } from "../lib/texts.ts";
import classes from "./callout.module.css";

interface CalloutProps {
  tone: "neutral" | "amber" | "red";
  icon: Icon;
  heading?: string;
  /** In grey at the end. */
  code?: string | undefined;
  /** Whether it appeared because of something the person just did, and so is said aloud. */
  loud?: boolean;
  /** Buttons: beside the words where there is room, else under them. */
  acts?: ReactNode;
  /** Puts it away, where it would else stay over what somebody works at. */
  onClose?: (() => void) | undefined;
  children: ReactNode;
}

/** Something that went wrong or needs attention, on its own colour. */
export function Callout({ tone, icon: Sign, heading, code, loud = false, acts, onClose, children }: CalloutProps) {
  return (
    <div className={classes.callout} data-tone={tone} role={loud ? "alert" : undefined}>
      <Sign className={classes.icon} stroke={1.75} aria-hidden="true" />
      <div className={classes.body}>
        <div className={classes.words}>
          {heading === undefined ? null : (
            <Title order={2} className={classes.heading}>
              {heading}
            </Title>
          )}
          {children}
          {code === undefined ? null : <code className={classes.code}> {code}</code>}
        </div>
        {acts === undefined || acts === null ? null : <div className={classes.acts}>{acts}</div>}
      </div>
      {onClose === undefined ? null : (
        <CloseButton className={classes.close} title={texts.dismiss} aria-label={texts.dismiss} onClick={onClose} />
      )}
    </div>
  );
}
