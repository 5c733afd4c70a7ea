import { api } from "./api.js";
import { h } from "./element.js";
import { fieldChoice } from "./field-choice.js";
import { attempt, formOf, panelOf } from "./form.js";
import { copyRow, secretRow } from "./secret.js";

/** The Pages an app has to do with, and the one asked for. */
export function shownPages(pages, app, wanted) {
  const isIts = (page) => page.tokenAppId === app.id || page.apps.some(({ id }) => id === app.id);
  return pages.filter((page) => page.id === wanted || isIts(page));
}

export function pagePanel(page, app, people, report) {
  const seeded = page.tokenAppId === app.id;
  return panelOf(
    `page-${app.id}-${page.id}`,
    page.name,
    copyRow("Page ID", page.id),
    seeded ? secretRow("Page access token", () => api.token(page.id)) : generateRow(page, app, people, report),
    subscriptionForm(page, app, report),
  );
}

/** "Generate access token": in the name of somebody who has a role on the Page. Shown once, as at Meta. */
function generateRow(page, app, people, report) {
  const holders = people.filter(({ pages }) => pages.some(({ id }) => id === page.id));
  if (holders.length === 0)
    return h("p", { class: "hint" }, "Nobody has a role on this Page, so nobody can give its token.");
  const place = h("div", {});
  const generate = async (person) => {
    await attempt(async () => {
      const { accessToken } = await api.generateToken(app.id, page.id, person.id);
      place.replaceChildren(copyRow("Page access token", accessToken));
    }, report);
  };
  const buttons = holders.map((person) =>
    h(
      "button",
      { class: "quiet-button", type: "button", onclick: () => void generate(person) },
      `Generate token as ${person.name}`,
    ),
  );
  return h("div", {}, h("div", { class: "actions" }, ...buttons), place);
}

function subscriptionForm(page, app, report) {
  const choice = fieldChoice(page.apps.find(({ id }) => id === app.id)?.fields ?? []);
  return formOf({
    children: [
      h("h3", {}, `Subscribed to ${app.name}`),
      choice.element,
      h("p", { class: "hint" }, "A field arrives only if the app's webhook lists it too."),
    ],
    button: "Save subscription",
    save: () => api.subscribe(page.id, app.id, choice.chosen()),
    done: () => report("Subscription saved."),
  });
}
