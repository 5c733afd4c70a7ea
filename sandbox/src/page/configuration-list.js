import { api } from "./api.js";
import { h } from "./element.js";
import { attempt, checkbox, formOf, labelled, riskyButton, selectOf } from "./form.js";
import { copyRow } from "./secret.js";

const throughs = { user: "A person's token", "system-user": "A system user's token" };
const lives = { never: "Never expires", "60-days": "Expires after 60 days" };

/** The permissions of Messenger's use case; others can be given over the API. */
const permissions = [
  "pages_messaging",
  "pages_manage_metadata",
  "pages_show_list",
  "pages_read_engagement",
  "business_management",
];

/** Login for Business: what is asked is fixed here, and named by its Configuration ID. */
export function configurationList(app, report) {
  return [
    h("h3", {}, "Configurations"),
    ...app.configurations.map((one) => configurationRow(app, one, report)),
    h("details", {}, h("summary", {}, "New configuration"), configurationForm(app, report)),
  ];
}

function configurationRow(app, one, report) {
  const remove = async () => {
    if (await attempt(() => api.removeConfiguration(app.id, one.id), report)) report("Configuration removed.");
  };
  const life = one.through === "system-user" ? ` · ${lives[one.expires]}` : "";
  return h(
    "div",
    { class: "configuration" },
    h("p", {}, `${one.name}: ${throughs[one.through]}${life}`),
    copyRow("Configuration ID", one.id),
    h("p", { class: "hint" }, one.permissions.join(", ")),
    riskyButton("Remove configuration", "Logins with it fail from then on.", remove),
  );
}

function configurationForm(app, report) {
  const name = h("input", { class: "field", required: true });
  const through = selectOf("Token", throughs, "user");
  const expires = selectOf("Life of a system user's token", lives, "never");
  const boxes = permissions.map((permission) => ({ permission, ...checkbox(true, "", permission) }));
  return formOf({
    children: [
      labelled("Name of the configuration", name),
      h("div", { class: "pair" }, labelled("Token", through), labelled("Life of a system user's token", expires)),
      h("fieldset", {}, h("legend", {}, "Permissions"), ...boxes.map(({ row }) => row)),
    ],
    button: "Add configuration",
    save: () =>
      api.addConfiguration(app.id, {
        name: name.value,
        through: through.value,
        expires: expires.value,
        permissions: boxes.filter(({ box }) => box.checked).map(({ permission }) => permission),
      }),
    done: () => report("Configuration added."),
  });
}
