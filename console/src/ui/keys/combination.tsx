import { Kbd } from "@mantine/core";
import { Fragment } from "react";
import { type ActId, placeOf } from "../../lib/keys/acts.ts";
import type { Keys } from "../../lib/keys/keys.ts";
import { keysShown, wordShown } from "../../lib/keys/shown.ts";
import { texts } from "../../lib/keys/texts.ts";
import classes from "./keys-sheet.module.css";

/** What is pressed before a combination of an act: of those that come second, the key for going. */
const before = (keys: Keys, id: ActId): string | undefined =>
  placeOf(id) === "go" ? (keys.get("console.go")?.[0] ?? texts.none) : undefined;

/** What is pressed for an act, as it is said. */
export function combinationSaid(keys: Keys, id: ActId, combination: string): string {
  const first = before(keys, id);
  const second = wordShown(combination);
  return first === undefined ? second : `${wordShown(first)} ${texts.then} ${second}`;
}

const Pressed = ({ combination }: { combination: string }) => (
  <>
    {keysShown(combination).map((key, index) => (
      <Fragment key={index}>
        {index === 0 ? null : "+"}
        <Kbd>{key}</Kbd>
      </Fragment>
    ))}
  </>
);

/** What is pressed for an act, key by key. */
export function Combination({ id, keys, combination }: { id: ActId; keys: Keys; combination: string }) {
  const first = before(keys, id);
  return (
    <span className={classes.combination}>
      {first === undefined ? null : (
        <>
          <Pressed combination={first} /> {texts.then}{" "}
        </>
      )}
      <Pressed combination={combination} />
    </span>
  );
}
