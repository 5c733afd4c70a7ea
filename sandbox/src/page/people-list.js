import { byId, h, reconcile } from "./element.js";
import { initials, previewOf, timeOf } from "./format.js";
import { keyOf } from "./model.js";

/** @param {object} model @param {(page: string, person: string) => string} linkTo */
export function drawPeople(model, linkTo) {
  const rows = model.people.map((person) => ({ person, last: model.last.get(keyOf(model.page, person.id)) ?? null }));
  reconcile(
    byId("people-list"),
    rows,
    (row) => row.person.id,
    (row, before) => drawRow(model, row, before, linkTo),
  );
}

function drawRow(model, { person, last }, before, linkTo) {
  const chosen = person.id === model.person;
  const unread = last?.from === "page" && last.state !== "seen" && !chosen;
  const preview = last ? `${last.from === "person" ? "You: " : ""}${previewOf(last)}` : "No messages yet";
  const said = [model.page, person.name, chosen, unread, preview, last?.at].join("|");
  if (before?.getAttribute("data-said") === said) return before;
  const link = h(
    "a",
    {
      class: unread ? "person is-unread" : "person",
      href: linkTo(model.page, person.id),
      "aria-current": chosen ? "true" : null,
      "data-person": person.id,
    },
    h("span", { class: "avatar", "aria-hidden": "true" }, initials(person.name)),
    h("span", { class: "person-name" }, person.name),
    last ? h("time", { class: "person-time" }, timeOf(last.at)) : null,
    h("span", { class: "person-preview", dir: "auto" }, preview),
    unread ? h("span", { class: "unread" }, h("span", { class: "visually-hidden" }, "Unread")) : null,
  );
  const row = h("li", { "data-said": said }, link);
  return keepFocus(before, row);
}

/** A row that is redrawn under the keyboard must not throw the person back to the top of the page. */
function keepFocus(before, row) {
  if (before?.contains(document.activeElement)) {
    queueMicrotask(() => row.querySelector("a")?.focus({ preventScroll: true }));
  }
  return row;
}
