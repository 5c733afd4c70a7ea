import { api } from "./api.js";
import { h } from "./element.js";
import { attempt, checkbox, formOf, labelled, panelOf, riskyButton, selectOf } from "./form.js";
import { copyRow, secretRow } from "./secret.js";

const modes = { development: "Development: only people with a role", live: "Live: everybody" };
const logins = { classic: "Facebook Login", business: "Facebook Login for Business" };

/** Who the app is: id, secret, mode, roles. */
export function settingsPanel(app, people, report) {
  const reset = async () => {
    if (await attempt(() => api.resetSecret(app.id), report)) report("The app has a new secret.");
  };
  const question = "Everything is signed with the new secret at once, and app tokens of the old one end.";
  return panelOf(
    `app-${app.id}`,
    app.name,
    copyRow("App ID", app.id),
    secretRow("App secret", () => api.secret(app.id), riskyButton("Reset", question, reset)),
    settingsForm(app, report),
    rolesForm(app, people, report),
  );
}

function settingsForm(app, report) {
  const mode = selectOf("App mode", modes, app.mode);
  const login = selectOf("Login product", logins, app.login);
  const proof = checkbox(app.requireProof, "Require an appsecret_proof with every call");
  return formOf({
    children: [
      h("h3", {}, "Settings"),
      h("div", { class: "pair" }, labelled("App mode", mode), labelled("Login product", login)),
      proof.row,
    ],
    button: "Save settings",
    save: () => api.changeApp(app.id, { mode: mode.value, login: login.value, requireProof: proof.box.checked }),
    done: () => report("Settings saved."),
  });
}

function rolesForm(app, people, report) {
  const rows = people.map((person) => ({ person, ...checkbox(person.roles.includes(app.id), person.name) }));
  const changed = () => rows.filter(({ person, box }) => box.checked !== person.roles.includes(app.id));
  const form = formOf({
    children: rows.map(({ row }) => row),
    button: "Save roles",
    save: () =>
      Promise.all(
        changed().map(({ person, box }) => {
          const others = person.roles.filter((id) => id !== app.id);
          return api.changePerson(person.id, { roles: box.checked ? [...others, app.id] : others });
        }),
      ),
    done: () => report("Roles saved."),
  });
  const count = people.filter((person) => person.roles.includes(app.id)).length;
  return h("details", {}, h("summary", {}, `Roles: ${count === 0 ? "nobody" : count}`), form);
}
