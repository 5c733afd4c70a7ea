import type { KeyboardEvent } from "react";
import { meantBy } from "../../lib/keys/keys.ts";
import { useKeys } from "../../lib/keys/use-keys.ts";
import { useBuilder } from "./builder-context.ts";

/** What keys do on a group's name: those for renaming are about that group there, whatever is selected. */
export function useGroupKeys(): (name: string, event: KeyboardEvent) => void {
  const { editable, nameGroup } = useBuilder();
  const keys = useKeys();
  return (name, event) => {
    if (!editable || meantBy(keys, "builder", event.nativeEvent)?.act !== "rename") return;
    event.preventDefault();
    nameGroup(name);
  };
}
