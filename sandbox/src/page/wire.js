import { byId, h, icon, reconcile } from "./element.js";
import { duration, exactTime, gistOf, gistOfWebhook, outcomeOf, pretty, timeOf } from "./format.js";
import { wireOf } from "./model.js";

/** The grey drawer: the webhooks and API calls of the conversation, or of the selected message. */
export function drawWire(model) {
  const entries = wireOf(model);
  const empty = byId("wire-empty");
  empty.hidden = entries.length > 0;
  empty.textContent = emptyWords(model);
  byId("wire-all").hidden = model.selected === null;
  reconcile(
    byId("wire-list"),
    entries,
    // The selection is part of the key: its entries are drawn afresh, and open.
    (entry) => `${model.selected ?? ""}/${entry.kind === "call" ? entry.call.seq : entry.delivery.id}`,
    (entry, before) => drawEntry(model, entry, before),
  );
}

function emptyWords(model) {
  if (model.selected === null) return "Webhooks and API calls of this conversation appear here as they happen.";
  return "Nothing went out for this message: no app with a callback URL is subscribed to its field, at the app and at the Page.";
}

function drawEntry(model, entry, before) {
  const said = saidOf(model, entry);
  if (before?.getAttribute("data-said") === said) return before;
  const wasOpen = before?.querySelector("details")?.open ?? model.selected !== null;
  const details = entry.kind === "call" ? callCard(entry.call) : webhookCard(model, entry.delivery);
  details.open = wasOpen;
  return h("li", { "data-said": said }, details);
}

/** What can still change of an entry. */
function saidOf(model, entry) {
  if (entry.kind === "call") return "";
  const { delivery } = entry;
  const app = model.apps.find((one) => one.id === delivery.appId);
  return [delivery.state, delivery.failures, delivery.note, app?.callback?.state].join("|");
}

function card({ direction, title, gist, at, outcome }, ...inner) {
  return h(
    "details",
    { class: "entry" },
    h(
      "summary",
      {},
      h("span", { class: `direction ${direction}` }, icon(direction)),
      h("span", { class: "entry-title" }, title),
      h("time", { title: exactTime(at) }, timeOf(at)),
      gist ? h("span", { class: "gist", dir: "auto" }, gist) : null,
      h("span", { class: `outcome ${outcome.tone}` }, icon(outcome.icon), outcome.words),
    ),
    ...inner,
  );
}

function webhookCard(model, delivery) {
  const app = model.apps.find((one) => one.id === delivery.appId);
  const last = delivery.attempts.at(-1);
  const body = JSON.parse(delivery.body);
  return card(
    {
      direction: "out",
      title: model.apps.length > 1 ? `${delivery.field} → ${app?.name ?? delivery.appId}` : delivery.field,
      gist: gistOfWebhook(body),
      at: delivery.createdAt,
      outcome: outcomeOf(delivery, app?.callback?.state === "verifying"),
    },
    app?.callback ? part("Sent to", app.callback.url) : null,
    part("Webhook", pretty(body)),
    part("Body as signed", delivery.body),
    last ? part("X-Hub-Signature-256", last.signature) : null,
    last && last.answer !== "" ? part("Answer", last.answer) : null,
    delivery.attempts.length > 1 ? attempts(delivery.attempts) : null,
  );
}

function attempts(list) {
  const lines = list.map((attempt) => {
    const result = attempt.status === null ? attempt.error : `answered ${attempt.status} in ${duration(attempt.ms)}`;
    return h("li", {}, `${timeOf(attempt.at)} · ${result}`);
  });
  return h(
    "div",
    { class: "part" },
    h("h3", {}, `Attempts (${list.length})`),
    h("ol", { class: "attempts" }, ...lines),
  );
}

function callCard(call) {
  const good = call.status !== null && call.status < 400;
  const words = call.status === null ? "Connection dropped" : `Answered ${call.status} in ${duration(call.ms)}`;
  return card(
    {
      direction: "in",
      title: `${call.method} ${call.path}`,
      gist: gistOf(call),
      at: call.at,
      outcome: { icon: good ? "check" : "fail", tone: good ? "good" : "bad", words },
    },
    part("Request", pretty(call.params)),
    part("Answer", pretty(call.response)),
  );
}

function part(title, text) {
  return h("div", { class: "part" }, h("h3", {}, title), h("pre", { tabindex: "0", "aria-label": title }, text));
}
