import { Button, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { type ActId, actIds, actOf, type Place, placeOf } from "../../lib/keys/acts.ts";
import type { Keys } from "../../lib/keys/keys.ts";
import { isChanged, withDefaults } from "../../lib/keys/own-keys.ts";
import { texts } from "../../lib/keys/texts.ts";
import { useKeys, useOwnKeys } from "../../lib/keys/use-keys.ts";
import { wordsOf } from "../../lib/keys/words-of.ts";
import { OpenDialog } from "../dialog.tsx";
import { combinationSaid } from "./combination.tsx";
import { FixedRow } from "./fixed-row.tsx";
import { KeyRow } from "./key-row.tsx";
import classes from "./keys-sheet.module.css";
import { useSaidChange } from "./use-said-change.ts";

interface KeysSheetProps {
  /** Whose keys are listed. */
  places: readonly Place[];
  title: string;
  onClose: () => void;
}

/** Whether an act has these words, or is done by these keys. */
function isFound(keys: Keys, id: ActId, typed: string): boolean {
  const said = (keys.get(id) ?? []).map((one) => combinationSaid(keys, id, one));
  return [wordsOf(id), ...said].some((text) => text.toLowerCase().includes(typed));
}

/** Every act that has keys where one is, from the table that those listen by who do it; and other keys for it. */
export function KeysSheet({ places, title, onClose }: KeysSheetProps) {
  const [typed, setTyped] = useState("");
  const [keys, own] = [useKeys(), useOwnKeys()];
  const { said, change, takeBack } = useSaidChange();
  const listed = actIds.filter((id) => places.includes(placeOf(id)) || actOf(id).everywhere === true);
  const found = listed.filter((id) => isFound(keys, id, typed.trim().toLowerCase()));
  const changed = listed.filter((id) => isChanged(keys, id));
  const onResetAll = () => {
    if (changed.length > 0) change(withDefaults(own, changed), texts.allReset);
  };
  return (
    <OpenDialog onClose={onClose} size="lg" title={title}>
      <Text c="dimmed">{texts.hint}</Text>
      <TextInput
        type="search"
        mt="sm"
        aria-label={texts.search}
        placeholder={texts.searchHint}
        leftSection={<IconSearch size="1em" aria-hidden="true" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul className={classes.keys}>
        {found.map((id) =>
          actOf(id).fixed === undefined ? (
            <KeyRow key={id} {...{ id, keys, own, change }} />
          ) : (
            <FixedRow key={id} {...{ id, keys }} />
          ),
        )}
      </ul>
      {found.length === 0 ? <Text>{texts.noneFound}</Text> : null}
      <div className={classes.foot}>
        <span className={classes.words} role="status">
          {said}
        </span>
        {takeBack === undefined ? null : (
          <Button size="compact-sm" variant="default" onClick={takeBack}>
            {texts.takeBack}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          aria-disabled={changed.length === 0}
          data-disabled={changed.length === 0}
          onClick={onResetAll}
        >
          {texts.resetAll}
        </Button>
      </div>
    </OpenDialog>
  );
}
