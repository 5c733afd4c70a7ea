import { api } from "./api.js";
import { configurationList } from "./configuration-list.js";
import { h } from "./element.js";
import { attempt, formOf, labelled, panelOf } from "./form.js";
import { timeOf } from "./format.js";
import { copyButton } from "./secret.js";

const shownPings = 5;

/** Where people who signed in are led back to, and who is told when they leave. */
export function loginPanel(app, model, report) {
  return panelOf(
    `login-${app.id}`,
    "Login",
    h("h3", {}, "Valid OAuth Redirect URIs"),
    redirectList(app, report),
    redirectForm(app, report),
    ...(app.login === "business" ? configurationList(app, report) : []),
    h("h3", {}, "Callbacks with a signed_request"),
    addressForm(app, report),
    tryForm(app, model, report),
    h("ul", { class: "rows", "aria-label": "Callbacks sent", hidden: true }),
  );
}

function redirectList(app, report) {
  if (app.redirectUris.length === 0) {
    return h("p", { class: "hint" }, "None yet: the Login dialog refuses every redirect_uri.");
  }
  const remove = async (uri) => {
    const redirectUris = app.redirectUris.filter((one) => one !== uri);
    if (await attempt(() => api.changeApp(app.id, { redirectUris }), report)) report("Redirect URI removed.");
  };
  const rows = app.redirectUris.map((uri) =>
    h(
      "li",
      { class: "listed" },
      h("code", {}, uri),
      h(
        "span",
        { class: "actions" },
        copyButton(async () => uri, uri),
        h(
          "button",
          { class: "quiet-button", type: "button", "aria-label": `Remove ${uri}`, onclick: () => void remove(uri) },
          "Remove",
        ),
      ),
    ),
  );
  return h("ul", { class: "rows" }, ...rows);
}

function redirectForm(app, report) {
  const uri = h("input", { class: "field", required: true, placeholder: "http://localhost:3000/connector/callback" });
  return formOf({
    children: [labelled("New redirect URI", uri)],
    button: "Add redirect URI",
    save: () => api.changeApp(app.id, { redirectUris: [...app.redirectUris, uri.value.trim()] }),
    done: () => report("Redirect URI added."),
  });
}

function addressForm(app, report) {
  const deauthorize = h("input", { class: "field", value: app.deauthorizeUrl ?? "" });
  const deletion = h("input", { class: "field", value: app.dataDeletionUrl ?? "" });
  return formOf({
    children: [labelled("Deauthorize callback URL", deauthorize), labelled("Data deletion request URL", deletion)],
    button: "Save callbacks",
    save: () =>
      api.changeApp(app.id, {
        deauthorizeUrl: deauthorize.value.trim() || null,
        dataDeletionUrl: deletion.value.trim() || null,
      }),
    done: () => report("Callbacks saved."),
  });
}

/** Sends one, as if that person or Page had left the app; nothing else happens to them. */
function tryForm(app, { people, pages }, report) {
  const group = (label, kind, list) =>
    h("optgroup", { label }, ...list.map(({ id, name }) => h("option", { value: `${kind}:${id}` }, name)));
  const whom = h("select", { class: "field" }, group("People", "person", people), group("Pages", "page", pages));
  // Choosing is not editing: what comes of it must be drawn.
  whom.addEventListener("input", (event) => event.stopPropagation());
  const send = async (kind) => {
    const [what = "", id = ""] = whom.value.split(":");
    await attempt(async () => {
      const { status, error } = await api.ping(app.id, kind, { [what]: id });
      report(error ? `Not reached: ${error}` : `It answered ${status}.`);
    }, report);
  };
  const button = (words, kind) =>
    h("button", { class: "secondary", type: "button", onclick: () => void send(kind) }, words);
  return h(
    "div",
    { class: "form" },
    labelled("In whose name", whom),
    h(
      "span",
      { class: "actions" },
      button("Send deauthorize", "deauthorize"),
      button("Send data deletion", "data-deletion"),
    ),
  );
}

/** What was sent lately and answered, newest first. */
export function drawPings(panel, pings) {
  const list = panel.querySelector("[aria-label='Callbacks sent']");
  list.hidden = pings.length === 0;
  list.replaceChildren(...pings.toReversed().slice(0, shownPings).map(pingRow));
}

function pingRow(ping) {
  const what = `${ping.kind === "deauthorize" ? "Deauthorize" : "Data deletion"} at ${timeOf(ping.at)}: `;
  return h(
    "li",
    { class: "listed" },
    h("span", {}, what + (ping.error ?? `answered ${ping.status}`)),
    ping.answer ? h("code", {}, ping.answer) : null,
  );
}
