import { api } from "./api.js";
import { byId, h, icon, reconcile } from "./element.js";
import { copyRow, secretRow } from "./secret.js";

/** The fields the sandbox can send, with what they bring. */
const fields = {
  messages: "what people write",
  messaging_postbacks: "buttons they press",
  message_echoes: "what the Page sends",
  message_deliveries: "what reached them",
  message_reads: "what they saw",
};

/**
 * Draws the app dashboard. A panel is drawn anew only when what it shows was changed elsewhere,
 * and never while somebody is filling it in.
 */
export function drawDashboard(model, report) {
  const panels = [
    { key: "head", said: "", draw: drawHead },
    ...model.apps.map((app) => ({ key: `app-${app.id}`, said: saidOf(app), draw: () => appPanel(app, report), app })),
    ...model.pages.map((page) => ({
      key: `page-${page.id}`,
      said: JSON.stringify([page, model.apps.map((app) => [app.id, app.name])]),
      draw: () => pagePanel(model, page, report),
    })),
  ];
  reconcile(
    byId("dashboard"),
    panels,
    (panel) => panel.key,
    (panel, before) => {
      const kept = before && (before.hasAttribute("data-edited") || before.getAttribute("data-said") === panel.said);
      const element = kept ? before : panel.draw();
      element.setAttribute("data-said", kept ? (before.getAttribute("data-said") ?? "") : panel.said);
      if (panel.app) drawCallbackState(element, panel.app.callback);
      return element;
    },
  );
}

/** What a panel shows of an app, besides how far its verification is: that is drawn by itself. */
function saidOf(app) {
  return JSON.stringify([app.name, app.callback?.url, app.callback?.verifyToken, app.fields]);
}

function drawHead() {
  const lead = "What Meta's App Dashboard would show: the app, its webhook, and the Pages' tokens.";
  return h("header", {}, h("h1", {}, "App dashboard"), h("p", { class: "lead" }, lead));
}

/** Marks the panel while its forms hold something that is not saved. */
function panelOf(id, name, ...children) {
  const panel = h("section", { class: "panel", "aria-labelledby": id }, h("h2", { id }, name), ...children);
  panel.addEventListener("input", () => panel.setAttribute("data-edited", ""));
  return panel;
}

function appPanel(app, report) {
  return panelOf(
    `app-${app.id}`,
    app.name,
    copyRow("App ID", app.id),
    secretRow("App secret", () => api.secret(app.id)),
    h("h3", {}, "Webhook"),
    h("div", { class: "callback-state", role: "status" }),
    webhookForm(app, report),
  );
}

function drawCallbackState(panel, callback) {
  const box = panel.querySelector(".callback-state");
  const { tone, sign, words } = callbackWords(callback);
  if (box.textContent !== words) box.replaceChildren(h("p", { class: `outcome ${tone}` }, icon(sign), words));
}

function callbackWords(callback) {
  if (!callback) return { tone: "wait", sign: "wait", words: "No callback URL yet: nothing is sent to this app." };
  if (callback.state === "verified") return { tone: "good", sign: "check", words: "Verified" };
  const why = callback.reason ? `: ${callback.reason}` : "";
  if (callback.state === "verifying") return { tone: "wait", sign: "wait", words: `Verifying${why}` };
  return { tone: "bad", sign: "fail", words: `Not verified${why}` };
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
    form.closest(".panel")?.removeAttribute("data-edited");
    answer.textContent = "";
    report("Verified and saved.");
  });
  return form;
}

function pagePanel(model, page, report) {
  return panelOf(
    `page-${page.id}`,
    page.name,
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
    if (!(await attempt(() => api.subscribe(page.id, app.id, choice.chosen()), report))) return;
    form.closest(".panel")?.removeAttribute("data-edited");
    report("Subscription saved.");
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
