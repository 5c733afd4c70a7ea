import { Kbd, UnstyledButton } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useCallback, useState } from "react";
import type { ActOf } from "../../lib/keys/acts.ts";
import { ariaShown, keysShown } from "../../lib/keys/shown.ts";
import { useKeys } from "../../lib/keys/use-keys.ts";
import classes from "./command-bar.module.css";
import { goTarget } from "./go-keys.ts";
import { texts } from "./texts.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** Both are loaded when they are first asked for. */
const CommandPalette = lazy(async () => ({ default: (await import("./command-palette.tsx")).CommandPalette }));
const ShortcutsSheet = lazy(async () => ({ default: (await import("./shortcuts-sheet.tsx")).ShortcutsSheet }));

const said = (combination: string): string => keysShown(combination).join(" ");

interface CommandBarProps {
  account: string | null;
  /** Whether single keys mean something else on this page. */
  quiet: boolean;
}

/** The way to everything by name, and the keys that lead there. */
export function CommandBar({ account, quiet }: CommandBarProps) {
  const [shown, setShown] = useState<"palette" | "sheet" | null>(null);
  const router = useRouter();
  const close = useCallback(() => setShown(null), []);
  const onPalette = useCallback(() => setShown("palette"), []);
  const onSheet = useCallback(() => setShown("sheet"), []);
  const onGo = useCallback(
    (act: ActOf<"go">) => {
      const target = goTarget(act, account);
      if (target !== null) router.history.push(target);
    },
    [account, router],
  );
  const combination = useKeys().get("console.palette")?.[0];
  useShortcuts({ onPalette, onSheet, onGo, quiet });
  return (
    <>
      <UnstyledButton
        className={classes.button}
        onClick={onPalette}
        {...(combination === undefined
          ? { "aria-label": texts.hint }
          : { "aria-label": `${texts.hint} ${said(combination)}`, "aria-keyshortcuts": ariaShown(combination) })}
      >
        <IconSearch className={classes.icon} aria-hidden="true" />
        <span className={classes.hint}>{texts.hint}</span>
        {combination === undefined ? null : (
          <Kbd className={classes.keys} size="xs" aria-hidden="true">
            {said(combination)}
          </Kbd>
        )}
      </UnstyledButton>
      <Suspense>
        {shown === "palette" ? <CommandPalette account={account} onClose={close} /> : null}
        {shown === "sheet" ? <ShortcutsSheet onClose={close} /> : null}
      </Suspense>
    </>
  );
}
