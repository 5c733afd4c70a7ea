import type { Take } from "./data-piece.tsx";
import { DataTree } from "./data-tree.tsx";
import { useFields } from "./field-context.ts";
import { VariablesTree } from "./variables-tree.tsx";

/** Everything a field can take: what earlier steps give, and variables. Without `onTake` only to be read. */
export function DataPicker({ onTake }: { onTake?: Take }) {
  const { sources, variables } = useFields();
  return (
    <>
      <DataTree sources={sources} onTake={onTake} />
      <VariablesTree variables={variables} onTake={onTake} />
    </>
  );
}
