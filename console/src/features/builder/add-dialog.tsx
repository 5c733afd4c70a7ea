import { useBuilder } from "./builder-context.ts";
import type { Place } from "./builder-host.ts";
import { fitsBetween } from "./document/graph-edit.ts";
import { takesEdges } from "./document/port.ts";
import { Palette } from "./palette.tsx";
import type { PaletteEntry } from "./palette-entry.ts";
import { texts } from "./texts.ts";
import { OpenDialog } from "../../ui/dialog.tsx";

const fits = (entry: PaletteEntry, place: Place): boolean => {
  if (place.kind === "edge") return fitsBetween(entry.make());
  return place.kind === "after" ? takesEdges(entry.make()) : true;
};

/** Asks what to add at a place; only what can stand there is offered. */
export function AddDialog({
  entries,
  place,
  onClose,
}: {
  entries: readonly PaletteEntry[];
  place: Place;
  onClose: () => void;
}) {
  const { acts } = useBuilder();
  return (
    <OpenDialog centered={false} onClose={onClose} title={texts.addStep}>
      <Palette
        autoFocus
        entries={entries.filter((entry) => fits(entry, place))}
        onChoose={(entry) => {
          onClose();
          acts.add(entry, place);
        }}
      />
    </OpenDialog>
  );
}
