import { api } from "./api.js";
import { aimComposer, startComposer } from "./composer.js";
import { drawConversation } from "./conversation.js";
import { drawDashboard } from "./dashboard.js";
import { byId, h, icon } from "./element.js";
import { listen } from "./live.js";
import { apply, createModel, openThread, takeState, takeThread } from "./model.js";
import { drawPeople } from "./people-list.js";
import { startDrawer } from "./drawer.js";
import { drawWire } from "./wire.js";

const typingMs = 20_000;
const noticeMs = 8000;
const model = createModel();
const drawer = startDrawer();
let typingTimer = 0;
let noticeTimer = 0;
let reloads = 0;

const linkTo = (page, person) => `/?${new URLSearchParams({ page, person })}`;

const act = {
  select(mid) {
    model.selected = model.selected === mid ? null : mid;
    if (model.selected !== null) drawer.open();
    draw();
  },
  tap: (quickReply) => say({ quickReply }),
  press: (button) => say({ postback: { title: button.title, payload: button.payload } }),
};

/** @returns {Promise<boolean>} whether it went well; what went wrong is shown */
async function tried(work) {
  try {
    await work();
    return true;
  } catch (cause) {
    notify(cause instanceof Error ? cause.message : String(cause));
    return false;
  }
}

function notify(words) {
  const notice = byId("notice");
  notice.textContent = words;
  notice.hidden = false;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => {
    notice.hidden = true;
  }, noticeMs);
}

function say(said) {
  const { page, person } = model;
  if (page === null || person === null) return Promise.resolve(false);
  byId("scroller").scrollTop = byId("scroller").scrollHeight;
  return tried(() => api.say(person, { page, ...said }));
}

const wantsDashboard = () => new URLSearchParams(location.search).get("view") === "app";

/** Reads everything anew: at the start, after a lost line, and when the address changes. */
async function reload() {
  reloads += 1;
  const own = reloads;
  await tried(async () => {
    const state = await api.state();
    if (own !== reloads) return;
    takeState(model, state);
    const asked = new URLSearchParams(location.search);
    const page = model.pages.find((one) => one.id === asked.get("page")) ?? model.pages[0];
    const person = model.people.find((one) => one.id === asked.get("person")) ?? model.people[0];
    document.body.classList.toggle("person-chosen", asked.has("person"));
    openThread(model, page?.id ?? null, person?.id ?? null);
    const thread = page && person ? await api.thread(page.id, person.id) : {};
    if (own === reloads) takeThread(model, thread);
  });
  if (own !== reloads) return;
  draw();
  byId("scroller").scrollTop = byId("scroller").scrollHeight;
}

async function onEvent(event) {
  if (apply(model, event)) await tried(async () => takeState(model, await api.state()));
  if (event.type === "typing" && event.on) {
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => {
      model.typing = false;
      draw();
    }, typingMs);
  }
  draw();
}

function draw() {
  const app = wantsDashboard();
  byId("chat").hidden = app;
  byId("dashboard").hidden = !app;
  byId("wire-toggle").hidden = app;
  byId(app ? "tab-app" : "tab-chat").setAttribute("aria-current", "page");
  byId(app ? "tab-chat" : "tab-app").removeAttribute("aria-current");
  byId("connection").textContent = model.live ? "Live" : "Reconnecting…";
  byId("connection").classList.toggle("lost", !model.live);
  if (!model.loaded) return;
  const page = model.pages.find((one) => one.id === model.page);
  const person = model.people.find((one) => one.id === model.person);
  document.title = app
    ? "App · Sandbox"
    : `${[person?.name, page?.name].filter(Boolean).join(" to ") || "Chat"} · Sandbox`;
  drawSwitcher();
  if (app) {
    const asked = new URLSearchParams(location.search);
    return drawDashboard(model, { app: asked.get("app"), page: asked.get("shown") }, notify);
  }
  drawPeople(model, linkTo);
  drawConversation(model, act);
  drawWire(model);
  aimComposer(page && person ? page.name : null);
  markRead();
}

/** The conversation is before the person's eyes: its newest message is seen. */
function markRead() {
  const waiting = model.messages.some((message) => message.from === "page" && message.state !== "seen");
  const onScreen = document.visibilityState === "visible" && byId("conversation").offsetParent !== null;
  if (!waiting || !onScreen || markRead.busy) return;
  markRead.busy = true;
  void tried(() => api.read(model.person, model.page)).finally(() => {
    markRead.busy = false;
  });
}

function drawSwitcher() {
  const box = byId("people-head");
  const said = JSON.stringify([model.pages.map((page) => [page.id, page.name, page.apps.length > 0]), model.page]);
  if (box.getAttribute("data-said") === said) return;
  box.setAttribute("data-said", said);
  if (model.pages.length < 2) return box.replaceChildren(h("h2", {}, "People"));
  const option = (page) => h("option", { value: page.id, selected: page.id === model.page }, page.name);
  const group = (label, pages) => (pages.length === 0 ? null : h("optgroup", { label }, ...pages.map(option)));
  const isHeard = (page) => page.apps.length > 0;
  const select = h(
    "select",
    { class: "field", "aria-label": "Page" },
    group("Subscribed to an app", model.pages.filter(isHeard)),
    group(
      "Not subscribed",
      model.pages.filter((page) => !isHeard(page)),
    ),
  );
  select.addEventListener("change", () => go(linkTo(select.value, model.person ?? "")));
  box.replaceChildren(select);
}

function go(address) {
  history.pushState(null, "", address);
  void reload();
}

/** Links inside the page change what is shown without loading it anew. */
function followLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='/']") : null;
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.getAttribute("href") ?? "/");
  });
  addEventListener("popstate", () => void reload());
  document.addEventListener("visibilitychange", draw);
}

function startForms() {
  byId("back").append(icon("back"));
  startComposer((text) => say({ text }));
  byId("wire-all").addEventListener("click", () => {
    model.selected = null;
    draw();
  });
  const name = /** @type {HTMLInputElement} */ (byId("add-person-name"));
  byId("add-person").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (name.value.trim() === "") return name.focus();
    await tried(async () => {
      const person = await api.addPerson(name.value);
      name.value = "";
      go(linkTo(model.page ?? "", person.id));
      byId("message").focus();
    });
  });
}

startForms();
followLinks();
listen({
  opened() {
    model.live = true;
    void reload();
  },
  lost() {
    model.live = false;
    draw();
  },
  event: (event) => void onEvent(event),
});
draw();
