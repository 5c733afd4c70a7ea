import { h, icon } from "./element.js";
import { exactTime, timeOf } from "./format.js";
import { progressOf } from "./model.js";
import { contentParts } from "./template.js";

/**
 * One message of the conversation.
 * @param {object} model
 * @param {object} message
 * @param {{ first: boolean, last: boolean, day: string | null }} place in its run of messages by one side
 * @param {Element | null} before the element drawn earlier
 * @param {{ select: (mid: string) => void, press: (button: object) => void }} act
 */
export function drawBubble(model, message, place, before, act) {
  const row = before ?? createRow(message, act);
  row.classList.toggle("first", place.first);
  row.classList.toggle("selected", model.selected === message.mid);
  row.querySelector(".wire-button")?.setAttribute("aria-pressed", String(model.selected === message.mid));
  drawDay(row, place.day);
  drawMeta(row, model, message, place.last);
  return row;
}

function createRow(message, act) {
  const parts = contentParts(message, act.press);
  const bubble = h("div", { class: parts.bare ? "bubble bare" : "bubble", "data-from": message.from }, ...parts.nodes);
  if (message.kind === "postback") bubble.classList.add("pressed");
  const button = h(
    "button",
    {
      class: "wire-button",
      type: "button",
      title: "Show what went over the wire",
      "aria-label": "Show what went over the wire",
      onclick: () => act.select(message.mid),
    },
    icon("wire"),
  );
  return h(
    "div",
    { class: `row from-${message.from}` },
    h("div", { class: "line" }, bubble, button),
    h("p", { class: "meta" }),
  );
}

function drawDay(row, day) {
  const known = row.querySelector(".day");
  if (day === null) known?.remove();
  else if (known) known.textContent = day;
  else row.prepend(h("p", { class: "day" }, day));
}

function drawMeta(row, model, message, last) {
  const meta = row.querySelector(".meta");
  if (!meta) return;
  const progress = message.from === "person" ? progressOf(model, message) : { words: null, trouble: null };
  meta.hidden = !last && progress.trouble === null;
  const said = [timeOf(message.at), progress.words, progress.trouble].join("|");
  if (meta.getAttribute("data-said") === said) return;
  meta.setAttribute("data-said", said);
  meta.replaceChildren(
    h("time", { datetime: new Date(message.at).toISOString(), title: exactTime(message.at) }, timeOf(message.at)),
  );
  if (progress.words) meta.append(" · ", progress.words);
  if (progress.trouble) meta.append(h("span", { class: "trouble" }, icon("alert"), progress.trouble));
}
