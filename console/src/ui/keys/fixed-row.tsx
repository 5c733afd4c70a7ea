import { Text } from "@mantine/core";
import { type ActId, actOf } from "../../lib/keys/acts.ts";
import type { Keys } from "../../lib/keys/keys.ts";
import { texts } from "../../lib/keys/texts.ts";
import { wordsOf } from "../../lib/keys/words-of.ts";
import { Combination } from "./combination.tsx";
import classes from "./keys-sheet.module.css";

/** An act whose keys cannot be others, and why. */
export function FixedRow({ id, keys }: { id: ActId; keys: Keys }) {
  const { fixed } = actOf(id);
  return (
    <li className={classes.row}>
      <span className={classes.words}>
        {wordsOf(id)}
        {fixed === undefined ? null : (
          <Text size="xs" c="dimmed">
            {texts.fixedAs(texts.fixed[fixed])}
          </Text>
        )}
      </span>
      <span className={classes.combinations}>
        {(keys.get(id) ?? []).map((combination) => (
          <Combination key={combination} {...{ id, keys, combination }} />
        ))}
      </span>
    </li>
  );
}
