import { type DragEvent, useState } from "react";

/** Which item it is stays with its list: no other takes it, and none takes anything else for one. */
const itemType = "application/x-velodrome-item";

/** Moves items of one list by dragging: one that is dropped on another takes its place. */
export function useItemDrag(move: (from: number, to: number) => void) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  const markOf = (at: number) =>
    dragged === null || over !== at || at === dragged ? {} : { "data-drop": dragged < at ? "below" : "above" };
  return {
    /** What an item is taken by. */
    gripOf: (at: number) => ({
      draggable: true,
      onDragStart: (event: DragEvent<HTMLElement>) => {
        event.dataTransfer.setData(itemType, "");
        event.dataTransfer.effectAllowed = "move";
        const item = event.currentTarget.closest("[data-item]");
        if (item !== null) event.dataTransfer.setDragImage(item, 0, 0);
        setDragged(at);
      },
      onDragEnd: end,
    }),
    /** What it can be dropped on. What is dragged from elsewhere, as from a list around this one, is left to whom it concerns. */
    placeOf: (at: number) => ({
      ...markOf(at),
      onDragOver: (event: DragEvent) => {
        if (dragged === null) return;
        event.preventDefault();
        setOver(at);
      },
      onDrop: (event: DragEvent) => {
        if (dragged === null) return;
        event.preventDefault();
        if (at !== dragged) move(dragged, at);
        end();
      },
    }),
  };
}
