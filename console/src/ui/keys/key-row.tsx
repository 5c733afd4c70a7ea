import { Button, UnstyledButton } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type RefObject, useRef, useState } from "react";
import type { ActId } from "../../lib/keys/acts.ts";
import type { Keys } from "../../lib/keys/keys.ts";
import { holderOf, isChanged, type OwnKeys, withDefaults, withKeys } from "../../lib/keys/own-keys.ts";
import { wordShown } from "../../lib/keys/shown.ts";
import { texts } from "../../lib/keys/texts.ts";
import { wordsOf } from "../../lib/keys/words-of.ts";
import { Capture } from "./capture.tsx";
import { Combination, combinationSaid } from "./combination.tsx";
import classes from "./keys-sheet.module.css";

interface KeyRowProps {
  id: ActId;
  keys: Keys;
  own: OwnKeys;
  change: (to: OwnKeys, said: string) => void;
}

/** The button at a place in a row; the first is always there. */
const focusAt = (row: RefObject<HTMLElement | null>, at: number): void =>
  row.current?.querySelector<HTMLElement>(`[data-at="${at}"]`)?.focus();

/** The keys of a row, to be changed one by one. */
function useChanging({ id, keys, own, change }: KeyRowProps) {
  const row = useRef<HTMLLIElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const all = keys.get(id) ?? [];
  const words = wordsOf(id);
  const leave = (to: number | null) => {
    // Before its own field is gone, and the keyboard with it.
    if (to !== null) focusAt(row, to);
    setAt(null);
  };
  const old = at === null ? null : (all[at] ?? null);
  const onChosen = (combination: string) => {
    const wanted = old === null ? [...all, combination] : all.map((one) => (one === old ? combination : one));
    const holder = holderOf(keys, id, combination);
    const said = combinationSaid(keys, id, combination);
    const isNow = holder === undefined ? texts.isNow(words, said) : texts.isNowTaken(words, said, wordsOf(holder));
    change(withKeys(own, id, wanted), isNow);
    leave(at);
  };
  const onNone = () => {
    const left = all.filter((one) => one !== old);
    change(withKeys(own, id, left), texts.noLonger(words, wordShown(old ?? "")));
    leave(0);
  };
  const onReset = () => {
    change(withDefaults(own, [id]), texts.isReset(words));
    leave(0);
  };
  const capture =
    at === null ? null : (
      <Capture
        key={at}
        {...{ id, keys, old, onChosen, onNone }}
        onLeave={(isElsewhere) => leave(isElsewhere ? null : at)}
      />
    );
  return { row, at, setAt, onReset, capture };
}

interface ChipProps {
  id: ActId;
  keys: Keys;
  /** Null where an act has no keys. */
  combination: string | null;
  at: number;
  isOpen: boolean;
  onOpen: () => void;
}

/** A combination, and the way to another one. */
function Chip({ id, keys, combination, at, isOpen, onOpen }: ChipProps) {
  const words = wordsOf(id);
  const label =
    combination === null ? texts.chooseFor(words) : texts.changeOf(combinationSaid(keys, id, combination), words);
  return (
    <UnstyledButton className={classes.chip} data-at={at} aria-expanded={isOpen} aria-label={label} onClick={onOpen}>
      {combination === null ? texts.none : <Combination {...{ id, keys, combination }} />}
      <IconPencil className={classes.pencil} aria-hidden="true" />
    </UnstyledButton>
  );
}

/** An act whose keys can be changed, and what it is done by. */
export function KeyRow(props: KeyRowProps) {
  const { id, keys } = props;
  const { row, at, setAt, onReset, capture } = useChanging(props);
  const words = wordsOf(id);
  const all = keys.get(id) ?? [];
  const shown = all.length === 0 ? [null] : all;
  return (
    <li className={classes.row} ref={row}>
      <span className={classes.words}>{words}</span>
      <span className={classes.combinations}>
        {isChanged(keys, id) ? (
          <Button size="compact-xs" variant="subtle" aria-label={texts.resetOf(words)} onClick={onReset}>
            {texts.reset}
          </Button>
        ) : null}
        {shown.map((combination, index) => (
          // By its place: the keyboard stays on it when it changes.
          <Chip
            key={index}
            {...{ id, keys, combination }}
            at={index}
            isOpen={at === index}
            onOpen={() => setAt(index)}
          />
        ))}
        {all.length === 0 ? null : (
          // In a word: a plus would look like the one between keys that are pressed together.
          <UnstyledButton
            className={classes.add}
            data-at={all.length}
            aria-expanded={at === all.length}
            aria-label={texts.addFor(words)}
            onClick={() => setAt(all.length)}
          >
            {texts.add}
          </UnstyledButton>
        )}
      </span>
      {capture}
    </li>
  );
}
