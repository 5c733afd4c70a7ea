import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { copyText } from "../lib/copy-text.ts";
import { texts } from "../lib/texts.ts";
import classes from "./copy.module.css";
import { valuePieces } from "./value-pieces.ts";

/** For how long it is said that something was copied, in ms. */
const told = 2000;

function useCopy(): { copied: boolean; copy: (value: string) => Promise<void> } {
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => {
    if (at === null) return;
    const timer = setTimeout(() => setAt(null), told);
    return () => clearTimeout(timer);
  }, [at]);
  const copy = async (value: string) => {
    if (await copyText(value)) setAt(Date.now());
  };
  return { copied: at !== null, copy };
}

/** Copies a value; says so for two seconds. `what` names the value for those who cannot see it. */
export function CopyButton({ value, what }: { value: string; what: string }) {
  const { copied, copy } = useCopy();
  const label = copied ? texts.copied : `${texts.copy} ${what}`;
  return (
    <Tooltip label={copied ? texts.copied : texts.copy}>
      <ActionIcon
        className={classes.button}
        variant="subtle"
        color="gray"
        aria-label={label}
        onClick={() => void copy(value)}
      >
        {copied ? <IconCheck className={classes.icon} /> : <IconCopy className={classes.icon} />}
      </ActionIcon>
    </Tooltip>
  );
}

/** A whole value to be pasted elsewhere: it wraps, and is never cut. */
export function CopyRow({ label, value }: { label: string; value: string }) {
  return (
    <div className={classes.row}>
      <span className={classes.label}>{label}</span>
      <code className={classes.value}>
        {valuePieces(value).map((piece, index) =>
          piece.trim() === "" ? (
            piece
          ) : (
            <span key={`${index} ${piece}`} className={classes.piece}>
              {piece}
            </span>
          ),
        )}
      </code>
      <CopyButton value={value} what={label} />
    </div>
  );
}

/** Copies a value that need not be read. */
export function CopyTextButton({ label, value }: { label: string; value: string }) {
  const { copied, copy } = useCopy();
  const Sign = copied ? IconCheck : IconCopy;
  return (
    <Button variant="default" leftSection={<Sign size="1em" />} onClick={() => void copy(value)}>
      {copied ? texts.copied : label}
    </Button>
  );
}
