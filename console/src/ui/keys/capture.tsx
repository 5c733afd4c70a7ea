import { Button, Group, TextInput } from "@mantine/core";
import { type FocusEvent, type KeyboardEvent, useState } from "react";
import { type ActId, actOf } from "../../lib/keys/acts.ts";
import { combinationOf } from "../../lib/keys/combination.ts";
import type { Keys } from "../../lib/keys/keys.ts";
import { holderOf } from "../../lib/keys/own-keys.ts";
import { refusalOf } from "../../lib/keys/refusal.ts";
import { heldShown, wordShown } from "../../lib/keys/shown.ts";
import { texts } from "../../lib/keys/texts.ts";
import { wordsOf } from "../../lib/keys/words-of.ts";
import { texts as common } from "../../lib/texts.ts";
import classes from "./keys-sheet.module.css";

interface CaptureProps {
  id: ActId;
  keys: Keys;
  /** The combination that is changed; null where there is none yet. */
  old: string | null;
  onChosen: (combination: string) => void;
  onNone: () => void;
  /** `isElsewhere`: whether the keyboard has gone to something else. */
  onLeave: (isElsewhere: boolean) => void;
}

interface Tried {
  combination: string;
  problem: string;
  /** Who has it, where it can be taken from them. */
  holder: ActId | undefined;
}

/** What keeps an act from having a combination; null where nothing does. */
function triedAs({ id, keys, old }: CaptureProps, combination: string): Tried | null {
  const word = wordShown(combination);
  const refusal = refusalOf(id, combination);
  if (refusal !== undefined) return { combination, problem: texts.refused[refusal](word), holder: undefined };
  if (combination !== old && keys.get(id)?.includes(combination) === true) {
    return { combination, problem: texts.hasAlready(word), holder: undefined };
  }
  const holder = holderOf(keys, id, combination);
  if (holder === undefined) return null;
  const problem = texts.isFor(word, wordsOf(holder));
  return { combination, problem, holder: actOf(holder).fixed === undefined ? holder : undefined };
}

/** Its Escape leaves the field and not the dialog around it. */
const ownEscape = { "data-mantine-stop-propagation": true };

/** Waits for the keys that an act is to have, and shows them as they are pressed. */
export function Capture(props: CaptureProps) {
  const { id, old, onChosen, onNone, onLeave } = props;
  const [held, setHeld] = useState("");
  const [tried, setTried] = useState<Tried | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const combination = combinationOf(event.nativeEvent);
    // It goes on to the buttons, as everywhere.
    if (combination === "Tab" || combination === "Shift+Tab") return;
    event.preventDefault();
    event.stopPropagation();
    setHeld(heldShown(event));
    if (combination === undefined) return setTried(null);
    if (combination === "Escape") return onLeave(false);
    if (combination === "Backspace") return old === null ? onLeave(false) : onNone();
    const next = triedAs(props, combination);
    if (next === null) onChosen(combination);
    setTried(next);
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) onLeave(true);
  };
  const onEscape = (event: KeyboardEvent) => event.key === "Escape" && onLeave(false);
  const holder = tried?.holder;
  return (
    <div className={classes.capture} onBlur={onBlur} onKeyDown={onEscape}>
      <TextInput
        autoFocus
        readOnly
        label={texts.newKeysFor(wordsOf(id))}
        description={old === null ? texts.captureHint : texts.captureHintOrNone}
        placeholder={texts.press}
        value={tried === null ? held : wordShown(tried.combination)}
        error={tried?.problem}
        errorProps={{ role: "alert" }}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => setHeld(heldShown(event))}
        {...ownEscape}
      />
      <Group gap="sm">
        {tried === null || holder === undefined ? null : (
          <Button size="compact-sm" onClick={() => onChosen(tried.combination)} {...ownEscape}>
            {texts.takeFrom(wordsOf(holder))}
          </Button>
        )}
        {old === null ? null : (
          <Button size="compact-sm" variant="default" onClick={onNone} {...ownEscape}>
            {texts.none}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={() => onLeave(false)} {...ownEscape}>
          {common.notNow}
        </Button>
      </Group>
    </div>
  );
}
