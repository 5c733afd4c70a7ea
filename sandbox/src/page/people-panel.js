import { api } from "./api.js";
import { h } from "./element.js";
import { attempt, checkbox, panelOf, riskyButton } from "./form.js";
import { timeOf } from "./format.js";

const kinds = { user: "Person's token", "system-user": "System user's token", page: "Page token" };

const deaths = {
  "password-changed": "ended: password changed (190/460)",
  "app-removed": "ended: app removed (190/458)",
  expired: "expired (190/463)",
  "role-lost": "ended: role on the Page lost (190/492)",
  checkpointed: "ended: checkpoint (190/459)",
  "logged-out": "ended: logged out (190/467)",
};

/** Who signed in to the app, the tokens that came of it, and everything that can end them. */
export function peoplePanel(app, model, tokens, report) {
  const signedIn = model.people.filter(({ id }) => tokens.some(({ personId }) => personId === id));
  const seeded = tokens.filter(({ personId }) => personId === null);
  return panelOf(
    `people-${app.id}`,
    "People and tokens",
    signedIn.length + seeded.length === 0 ? h("p", { class: "hint" }, "Nobody has signed in to this app yet.") : null,
    ...signedIn.map((person) => personBlock(app, person, model, tokens, report)),
    seeded.length === 0 ? null : h("h3", {}, "From the beginning"),
    seeded.length === 0 ? null : tokenList(seeded, model, report),
  );
}

function personBlock(app, person, model, tokens, report) {
  const did = (words, act) => async () => {
    await attempt(async () => {
      const { ended } = await act();
      report(`${words}: ${ended} ${ended === 1 ? "token" : "tokens"} ended.`);
    }, report);
  };
  const accounts = checkbox(person.accountsEmpty, "Their Pages belong to a business: /me/accounts lists none");
  accounts.box.addEventListener("input", (event) => {
    event.stopPropagation();
    void attempt(() => api.changePerson(person.id, { accountsEmpty: accounts.box.checked }), report);
  });
  const password = did("Password changed", () => api.changePassword(person.id));
  const remove = did("App removed", () => api.removeApp(person.id, app.id));
  const roles = person.pages
    .filter(({ id }) => tokens.some((token) => token.pageId === id && token.personId === person.id))
    .map(({ id }) => {
      const name = model.pages.find((page) => page.id === id)?.name ?? id;
      const lose = did("Role lost", () => api.loseRole(person.id, id));
      return riskyButton(`Take role on ${name}`, `${person.name} loses it, and its tokens end.`, lose);
    });
  return h(
    "div",
    { class: "signed-in", role: "group", "aria-label": person.name },
    h("h3", {}, person.name),
    accounts.row,
    h(
      "div",
      { class: "actions" },
      riskyButton("Change password", "Every token of this person ends, in all apps.", password),
      riskyButton("Remove the app", "What was granted is gone, and its tokens end.", remove),
      ...roles,
    ),
    tokenList(
      tokens.filter(({ personId }) => personId === person.id),
      model,
      report,
    ),
  );
}

function tokenList(tokens, model, report) {
  const rows = tokens.toReversed().map((token) => {
    const page = model.pages.find(({ id }) => id === token.pageId)?.name;
    const words = `${kinds[token.kind]}${page ? ` for ${page}` : ""}`;
    const end = async () => {
      if (await attempt(() => api.killToken(token.id, "expired"), report)) report("The token has expired.");
    };
    return h(
      "li",
      { class: token.death ? "listed is-over" : "listed" },
      h("span", {}, words, h("br"), h("span", { class: "hint" }, stateOf(token))),
      token.death
        ? null
        : h(
            "button",
            { class: "quiet-button", type: "button", "aria-label": `Expire ${words}`, onclick: () => void end() },
            "Expire",
          ),
    );
  });
  return h("ul", { class: "rows", "aria-label": "Tokens" }, ...rows);
}

function stateOf({ death, expiresAt, issuedAt }) {
  if (death) return deaths[death];
  const since = issuedAt > 0 ? `since ${timeOf(issuedAt)}, ` : "";
  return since + (expiresAt === null ? "never expires" : `until ${new Date(expiresAt).toLocaleString()}`);
}
