import { api } from "./api.js";
import { h, icon } from "./element.js";
import { fieldChoice } from "./field-choice.js";
import { formOf, labelled, panelOf } from "./form.js";

/** Callback URL, Verify Token and fields; how far the handshake is, is drawn by itself. */
export function webhookPanel(app, report) {
  const url = h("input", {
    class: "field",
    type: "url",
    required: true,
    value: app.callback?.url ?? "",
    placeholder: "http://localhost:3000/webhooks/…",
  });
  const token = h("input", { class: "field", required: true, value: app.callback?.verifyToken ?? "" });
  const choice = fieldChoice(app.fields);
  const form = formOf({
    children: [labelled("Callback URL", url), labelled("Verify Token", token), choice.element],
    button: "Verify and save",
    busy: "Asking the callback URL…",
    save: () => api.saveWebhook(app.id, { url: url.value, verifyToken: token.value, fields: choice.chosen() }),
    done: () => report("Verified and saved."),
  });
  form.querySelector("button")?.setAttribute("class", "primary");
  return panelOf(`webhook-${app.id}`, "Webhook", h("div", { class: "callback-state", role: "status" }), form);
}

export function drawCallbackState(panel, callback) {
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
