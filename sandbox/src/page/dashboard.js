import { api } from "./api.js";
import { byId, h, icon } from "./element.js";
import { copyRow, secretRow } from "./secret.js";

/** The fields the sandbox can send, with what they bring. */
const fields = {
  messages: "what people write",
  messaging_postbacks: "buttons they press",
  message_echoes: "what the Page sends",
  message_deliveries: "what reached them",
  message_reads: "what they saw",
};

/** Draws the app dashboard anew. Called when the view opens and when apps or Pages changed elsewhere. */
export function drawDashboard(model, report) {
  const root = byId("dashboard");
  // A form somebody is filling in is not taken from under their hands.
  if (root.contains(document.activeElement) && document.activeElement?.matches("input, select, textarea")) return;
  root.replaceChildren(
    h("h1", {}, "App dashboard"),
    h("p", { class: "lead" }, "What Meta's App Dashboard would show: the app, its webhook, and the Pages' tokens."),
    ...model.apps.map((app) => appCard(app, report)),
    ...model.pages.map((page) => pageCard(model, page, report)),
  );
}

function appCard(app, report) {
  return h(
    "section",
    { class: "panel", "aria-labelledby": `app-${app.id}` },
    h("h2", { id: `app-${app.id}` }, app.name),
    copyRow("App ID", app.id),
    secretRow("App secret", () => api.secret(app.id)),
    h("h3", {}, "Webhook"),
    callbackState(app.callback),
    webhookForm(app, report),
  );
}

function callbackState(callback) {
  if (!callback)
    return h("p", { class: "outcome wait" }, icon("wait"), "No callback URL yet: nothing is sent to this app.");
  if (callback.state === "verified") return h("p", { class: "outcome good" }, icon("check"), "Verified");
  const why = callback.reason ? `: ${callback.reason}` : "";
  if (callback.state === "verifying") return h("p", { class: "outcome wait" }, icon("wait"), `Verifying${why}`);
  return h("p", { class: "outcome bad" }, icon("fail"), `Not verified${why}`);
}

function webhookForm(app, report) {
  const url = h("input", {
    class: "field",
    type: "url",
    required: true,
    value: app.callback?.url ?? "",
    placeholder: "http://localhost:3000/webhooks/…",
  });
  const token = h("input", { class: "field", required: true, value: app.callback?.verifyToken ?? "" });
  const answer = h("p", { class: "form-answer", role: "status" });
  const choice = fieldChoice(app.fields);
  const form = h(
    "form",
    { class: "form", autocomplete: "off" },
    h("label", {}, "Callback URL", url),
    h("label", {}, "Verify Token", token),
    choice.element,
    h("button", { class: "primary", type: "submit" }, "Verify and save"),
    answer,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    answer.className = "form-answer";
    answer.textContent = "Asking the callback URL…";
    const saved = await attempt(
      () => api.saveWebhook(app.id, { url: url.value, verifyToken: token.value, fields: choice.chosen() }),
      (words) => {
        answer.className = "form-answer bad";
        answer.textContent = `Not saved: ${words}`;
      },
    );
    if (!saved) return;
    answer.textContent = "";
    report("Verified and saved.");
  });
  return form;
}

function pageCard(model, page, report) {
  return h(
    "section",
    { class: "panel", "aria-labelledby": `page-${page.id}` },
    h("h2", { id: `page-${page.id}` }, page.name),
    copyRow("Page ID", page.id),
    secretRow("Page access token", () => api.token(page.id)),
    ...model.apps.map((app) => subscriptionForm(page, app, report)),
  );
}

function subscriptionForm(page, app, report) {
  const link = page.apps.find((one) => one.id === app.id);
  const choice = fieldChoice(link?.fields ?? []);
  const form = h(
    "form",
    { class: "form" },
    h("h3", {}, `Subscribed to ${app.name}`),
    choice.element,
    h("p", { class: "hint" }, "A field arrives only if the app's webhook lists it too."),
    h("button", { class: "secondary", type: "submit" }, "Save subscription"),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await attempt(() => api.subscribe(page.id, app.id, choice.chosen()), report)) report("Subscription saved.");
  });
  return form;
}

/** Fields set elsewhere that the sandbox never sends are kept and shown too. */
function fieldChoice(chosen) {
  const names = [...new Set([...Object.keys(fields), ...chosen])];
  const boxes = names.map((name) => h("input", { type: "checkbox", value: name, checked: chosen.includes(name) }));
  const rows = names.map((name, index) =>
    h(
      "label",
      { class: "check" },
      boxes[index],
      h("code", {}, name),
      h("span", {}, fields[name] ?? "not sent by the sandbox"),
    ),
  );
  return {
    element: h("fieldset", {}, h("legend", {}, "Fields"), ...rows),
    chosen: () => boxes.filter((box) => box.checked).map((box) => box.value),
  };
}

async function attempt(act, fail) {
  try {
    await act();
    return true;
  } catch (cause) {
    fail(cause instanceof Error ? cause.message : String(cause));
    return false;
  }
}
