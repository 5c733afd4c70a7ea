import { Text } from "@mantine/core";
import { type ActId, actIds, actOf, type Place, placeOf } from "../../lib/keys/acts.ts";
import { defaultKeys } from "../../lib/keys/keys.ts";
import { texts } from "../../lib/keys/texts.ts";
import { wordsOf } from "../../lib/keys/words-of.ts";
import { texts as common } from "../../lib/texts.ts";
import { OpenDialog } from "../open-dialog.tsx";
import { Combination } from "./combination.tsx";
import classes from "./keys-sheet.module.css";

/** One act, and what it is done by. */
function KeyRow({ id }: { id: ActId }) {
  const { fixed } = actOf(id);
  return (
    <li className={classes.row}>
      <span className={classes.words}>{wordsOf(id)}</span>
      <span className={classes.combinations}>
        {(defaultKeys.get(id) ?? []).map((combination) => (
          <Combination key={combination} id={id} combination={combination} />
        ))}
      </span>
      {fixed === undefined ? null : (
        <Text span size="xs" c="dimmed">
          {texts.fixedAs(texts.fixed[fixed])}
        </Text>
      )}
    </li>
  );
}

interface KeysSheetProps {
  /** Whose keys are listed. */
  places: readonly Place[];
  title: string;
  onClose: () => void;
}

/** Every act that has keys where one is, from the table that those listen by who do it. */
export function KeysSheet({ places, title, onClose }: KeysSheetProps) {
  const shown = actIds.filter((id) => places.includes(placeOf(id)) || actOf(id).everywhere === true);
  return (
    <OpenDialog onClose={onClose} size="lg" title={title} closeButtonProps={{ "aria-label": common.close }}>
      <Text c="dimmed">{texts.hint}</Text>
      <ul className={classes.keys}>
        {shown.map((id) => (
          <KeyRow key={id} id={id} />
        ))}
      </ul>
    </OpenDialog>
  );
}
