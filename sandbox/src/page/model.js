// What the page knows. Changed only by the functions below; drawn by the other modules.

export function createModel() {
  return {
    apps: [],
    pages: [],
    people: [],
    tokens: [],
    /** @type {Map<string, object>} newest message of each conversation */
    last: new Map(),
    page: null,
    person: null,
    messages: [],
    deliveries: [],
    calls: [],
    selected: null,
    typing: false,
    live: false,
    loaded: false,
    /** Events that came while the conversation was being read: they may be newer than it. */
    held: null,
  };
}

export const keyOf = (pageId, psid) => `${pageId}:${psid}`;

export function takeState(model, state) {
  model.apps = state.apps;
  model.pages = state.pages;
  model.people = state.people;
  model.tokens = state.tokens;
  model.last = new Map(state.threads.map((thread) => [keyOf(thread.pageId, thread.psid), thread.last]));
  model.loaded = true;
}

export function openThread(model, page, person) {
  const same = model.page === page && model.person === person;
  model.page = page;
  model.person = person;
  model.held = [];
  if (same) return;
  Object.assign(model, { messages: [], deliveries: [], calls: [], selected: null, typing: false });
}

export function takeThread(model, thread) {
  const held = model.held ?? [];
  model.held = null;
  Object.assign(model, thread);
  for (const event of held) apply(model, event);
}

/** @returns {boolean} whether apps, Pages or people must be read again */
export function apply(model, event) {
  if (event.type === "world") return true;
  if (event.type === "message") {
    const { message } = event;
    const key = keyOf(message.pageId, message.psid);
    const last = model.last.get(key);
    if (!last || last.mid === message.mid || last.at <= message.at) model.last.set(key, message);
  }
  const about = event.message ?? event.delivery ?? event.call ?? event;
  if (about.pageId !== model.page || about.psid !== model.person) return false;
  if (model.held) {
    model.held.push(event);
    return false;
  }
  if (event.type === "message") put(model.messages, event.message, "mid");
  if (event.type === "delivery") put(model.deliveries, event.delivery, "id");
  if (event.type === "call") put(model.calls, event.call, "seq");
  if (event.type === "typing") model.typing = event.on;
  return false;
}

function put(list, entry, key) {
  const at = list.findIndex((known) => known[key] === entry[key]);
  if (at < 0) list.push(entry);
  else list[at] = entry;
}

/** What went over the wire in this conversation, newest first; only about one message when one is selected. */
export function wireOf(model) {
  const entries = [
    ...model.deliveries.map((delivery) => ({ kind: "webhook", at: delivery.createdAt, mid: delivery.mid, delivery })),
    ...model.calls.map((call) => ({ kind: "call", at: call.at, mid: call.mid, call })),
  ];
  return entries
    .filter((entry) => model.selected === null || entry.mid === model.selected)
    .sort((one, other) => other.at - one.at);
}

/** How far a person's message has come, and whether something is wrong with it. */
export function progressOf(model, message) {
  if (message.state !== "sent") return { words: message.state === "seen" ? "Seen" : "Delivered", trouble: null };
  const own = model.deliveries.filter((delivery) => delivery.mid === message.mid);
  if (own.length === 0) return { words: "Sent", trouble: "No app receives this" };
  const failing = own.find((delivery) => delivery.state === "dropped") ?? own.find((delivery) => delivery.failures > 0);
  if (!failing) return { words: "Sent", trouble: null };
  const status = failing.attempts.at(-1)?.status;
  const what = status ? `Webhook answered ${status}` : "Webhook not reached";
  return { words: "Sent", trouble: failing.state === "dropped" ? "Not delivered" : `${what}, trying again` };
}
