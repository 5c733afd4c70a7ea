const air = 0.2;
/** Between what lies over the canvas and the first card under it. In px. */
const gap = 16;

/** What a card says cannot be read where it is smaller: so small is the whole, not the step that somebody came for. */
export const legible = 0.8;

/** How cards are brought into view: no larger than they are, and below so much of the canvas as a notice covers, in px. */
export const fitting = (covered: number) => ({
  padding: covered === 0 ? air : { top: `${covered + gap}px` as const, x: air, bottom: air },
  maxZoom: 1,
});
