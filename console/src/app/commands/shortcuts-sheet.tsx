import { Kbd, Text } from "@mantine/core";
import { texts as common } from "../../lib/texts.ts";
import { goKeys } from "./go-keys.ts";
import classes from "./shortcuts-sheet.module.css";
import { texts } from "./texts.ts";
import { OpenDialog } from "../../ui/open-dialog.tsx";

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

const general: readonly { keys: readonly string[]; does: string }[] = [
  { keys: [isMac ? "⌘" : "Ctrl", "K"], does: texts.keys.palette },
  { keys: ["?"], does: texts.keys.sheet },
  { keys: ["/"], does: texts.keys.search },
  { keys: ["J"], does: texts.keys.nextRow },
  { keys: ["K"], does: texts.keys.lastRow },
  { keys: ["X"], does: texts.keys.pickRow },
  { keys: ["Shift", "X"], does: texts.keys.pickRows },
  { keys: ["Tab"], does: texts.keys.next },
  { keys: ["Esc"], does: texts.keys.leave },
];

/** Every key that works everywhere. */
export function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  return (
    <OpenDialog onClose={onClose} title={texts.sheet} closeButtonProps={{ "aria-label": common.close }}>
      <Text c="dimmed">{texts.sheetHint}</Text>
      <dl className={classes.keys}>
        {general.map(({ keys, does }) => (
          <div key={does} className={classes.row}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
        {Object.entries(goKeys).map(([key, { name }]) => (
          <div key={key} className={classes.row}>
            <dt>
              <Kbd>G</Kbd> {texts.then} <Kbd>{key.toUpperCase()}</Kbd>
            </dt>
            <dd>{texts.keys[name]}</dd>
          </div>
        ))}
      </dl>
    </OpenDialog>
  );
}
