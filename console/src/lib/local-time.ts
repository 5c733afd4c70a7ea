const two = (number: number): string => String(number).padStart(2, "0");

/** A moment as `<input type="datetime-local">` takes it: the person's own time, to the minute. */
export function toLocalInput(moment: string | undefined): string {
  if (moment === undefined) return "";
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return "";
  const day = `${String(at.getFullYear()).padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** What was entered there as a moment; undefined while it is none. */
export function fromLocalInput(entered: string): string | undefined {
  const at = new Date(entered);
  return entered === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** What stands there as a moment: the one of before, with its seconds and in its hour, where nobody entered another. */
export const momentEntered = (entered: string, before: string | undefined): string | undefined =>
  entered === toLocalInput(before) ? before : fromLocalInput(entered);
