import { QRCodeSVG } from "qrcode.react";
import classes from "./qr-code.module.css";

/** Modules of white around it that cameras need. */
const margin = 4;

/** An address for a phone's camera. `label` says what it leads to. */
export function QrCode({ value, label }: { value: string; label: string }) {
  return (
    <QRCodeSVG
      className={classes.code}
      value={value}
      level="M"
      marginSize={margin}
      bgColor="var(--vd-qr-paper)"
      fgColor="var(--vd-qr-ink)"
      role="img"
      aria-label={label}
    />
  );
}
