import { drawBubble } from "./bubble.js";
import { byId, h, reconcile } from "./element.js";
import { dayOf } from "./format.js";

const runGapMs = 300_000;

/** @param {object} model @param {{ select: Function, press: Function, tap: Function }} act */
export function drawConversation(model, act) {
  const person = model.people.find((one) => one.id === model.person);
  const page = model.pages.find((one) => one.id === model.page);
  byId("conversation").classList.toggle("nobody", !person || !page);
  byId("conversation-name").textContent = page?.name ?? "";
  byId("conversation-note").textContent = person && page ? `You write as ${person.name}` : "";
  const scroller = byId("scroller");
  const wasAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
  drawMessages(model, act);
  drawTyping(model, page);
  drawQuickReplies(model, act);
  const empty = byId("empty");
  empty.hidden = model.messages.length > 0;
  empty.textContent = emptyWords(person, page);
  if (wasAtEnd) scroller.scrollTop = scroller.scrollHeight;
}

function emptyWords(person, page) {
  if (!page) return "There is no Page yet. Whoever starts the sandbox describes it in SANDBOX_SEED.";
  if (!person) return "Add a person at the left to write to the Page.";
  return `Write to ${page.name} as ${person.name}. What you write goes to the apps as a signed webhook; what they answer appears here.`;
}

function drawMessages(model, act) {
  const { messages } = model;
  const list = byId("messages");
  const owner = `${model.page}:${model.person}`;
  // Another conversation is not news: without this a screen reader would read all of it aloud.
  if (list.getAttribute("data-owner") !== owner) {
    list.replaceChildren();
    list.setAttribute("data-owner", owner);
  }
  const items = messages.map((message, index) => ({ message, place: placeOf(messages, index) }));
  reconcile(
    list,
    items,
    (item) => item.message.mid,
    (item, before) => drawBubble(model, item.message, item.place, before, act),
  );
}

function placeOf(messages, index) {
  const message = messages[index];
  const before = messages[index - 1];
  const after = messages[index + 1];
  const day = dayOf(message.at);
  return {
    first: !before || !sameRun(before, message),
    last: !after || !sameRun(message, after),
    day: before && dayOf(before.at) === day ? null : day,
  };
}

function sameRun(one, other) {
  return one.from === other.from && other.at - one.at < runGapMs && dayOf(one.at) === dayOf(other.at);
}

function drawTyping(model, page) {
  const typing = byId("typing");
  if (typing.hidden === !model.typing) return;
  typing.hidden = !model.typing;
  const dots = [0, 1, 2].map(() => h("span", { class: "dot", "aria-hidden": "true" }));
  const words = h("span", { class: "visually-hidden" }, `${page?.name ?? "The Page"} is typing`);
  typing.replaceChildren(...(model.typing ? [words, ...dots] : []));
}

/** Quick replies belong to the Page's newest message and go once anything is said after it. */
function drawQuickReplies(model, act) {
  const last = model.messages.at(-1);
  const offered = last?.from === "page" && Array.isArray(last.content.quick_replies) ? last.content.quick_replies : [];
  const box = byId("quick-replies");
  const said = offered.length > 0 ? last.mid : "";
  if (box.getAttribute("data-for") === said) return;
  box.setAttribute("data-for", said);
  box.replaceChildren(...offered.map((reply) => pill(reply, act)));
}

function pill(reply, act) {
  if (reply.content_type !== "text") {
    const what = reply.content_type === "user_email" ? "Share e-mail" : "Share phone number";
    return h("span", { class: "pill inert", title: "The people of the sandbox have neither" }, what);
  }
  // Messenger cuts titles at 20 characters.
  const title = [...reply.title].slice(0, 20).join("");
  return h(
    "button",
    { class: "pill", type: "button", onclick: () => act.tap({ title, payload: reply.payload }) },
    title,
  );
}
