import { type MouseEvent, useRef } from "react";

/** The step whose card something stands on. */
const cardOf = (target: EventTarget): string | null =>
  (target as Element).closest(".react-flow__node")?.getAttribute("data-id") ?? null;

/**
 * The first of two clicks on a card opens its step beside the canvas, which then may lie under the pointer, or the card be
 * moved out of its way. The second is meant for the card all the same, and for nothing that has come into its place.
 */
export function useDoubleClick(onEnter: (id: string) => void) {
  const first = useRef<string | null>(null);
  const isMeantForCard = (event: MouseEvent): boolean => {
    const elsewhere = event.detail === 2 && first.current !== null && cardOf(event.target) !== first.current;
    if (elsewhere) {
      event.preventDefault();
      event.stopPropagation();
    }
    return elsewhere;
  };
  return {
    onMouseDownCapture: (event: MouseEvent) => void isMeantForCard(event),
    onClickCapture: (event: MouseEvent) => {
      if (event.detail === 1) first.current = cardOf(event.target);
      else if (isMeantForCard(event) && first.current !== null) onEnter(first.current);
    },
    onDoubleClickCapture: (event: MouseEvent) => void isMeantForCard(event),
  };
}
