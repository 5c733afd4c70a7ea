import { fieldId } from "./field-context.ts";

/** As long as the page may take to draw the step's form, in frames. */
const patience = 30;

/** A field, and those that it is a part of: a list that is written as a whole has no items to lead to. */
function placesOf(field: string | null): string[] {
  const parts = field?.split(".") ?? [];
  return parts.map((_, at) => parts.slice(0, parts.length - at).join("."));
}

/** Leads the keyboard to a field of a step whose form is about to be drawn. */
export function focusField(step: string, field: string | null, left = patience): void {
  const names = placesOf(field).flatMap((place) => [fieldId(step, place), fieldId(step, `input.${place}`)]);
  const found = names.map((id) => document.getElementById(id)).find((element) => element !== null);
  const panel = document.getElementById(`name-${step}`);
  if (found !== undefined) {
    found.focus();
    found.scrollIntoView({ block: "center" });
  } else if (panel !== null) {
    panel.focus();
  } else if (left > 0) {
    requestAnimationFrame(() => focusField(step, field, left - 1));
  }
}
