import { Kbd } from "@mantine/core";
import { type ActId, placeOf } from "../../lib/keys/acts.ts";
import { defaultKeys } from "../../lib/keys/keys.ts";
import { keysShown } from "../../lib/keys/shown.ts";
import { texts } from "../../lib/keys/texts.ts";
import classes from "./keys-sheet.module.css";

const Keys = ({ combination }: { combination: string }) => (
  <>
    {keysShown(combination).map((key) => (
      <Kbd key={key}>{key}</Kbd>
    ))}
  </>
);

/** What is pressed for an act, key by key. */
export function Combination({ id, combination }: { id: ActId; combination: string }) {
  const before = placeOf(id) === "go" ? defaultKeys.get("console.go")?.[0] : undefined;
  return (
    <span className={classes.combination}>
      {before === undefined ? null : (
        <>
          <Keys combination={before} /> {texts.then}
        </>
      )}
      <Keys combination={combination} />
    </span>
  );
}
