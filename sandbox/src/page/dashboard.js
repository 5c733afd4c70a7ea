import { settingsPanel } from "./app-panel.js";
import { api } from "./api.js";
import { byId, h, reconcile } from "./element.js";
import { formOf, labelled } from "./form.js";
import { drawPings, loginPanel } from "./login-panel.js";
import { pagePanel, shownPages } from "./page-panel.js";
import { peoplePanel } from "./people-panel.js";
import { drawCallbackState, webhookPanel } from "./webhook-panel.js";

/**
 * Draws the App Dashboard of one app. A panel is drawn anew only when what it shows was changed elsewhere,
 * and never while somebody is filling it in; what it shows besides its forms is renewed each time.
 */
export function drawDashboard(model, { app: wanted, page }, report) {
  const app = model.apps.find((one) => one.id === wanted) ?? model.apps[0];
  const head = {
    key: "head",
    shows: [model.apps.map(({ id, name }) => [id, name]), app?.id],
    draw: () => drawHead(model.apps, app, report),
  };
  reconcile(
    byId("dashboard"),
    app ? [head, ...panelsOf(model, app, page, report)] : [head],
    (panel) => panel.key,
    (panel, before) => {
      const said = JSON.stringify(panel.shows);
      const kept = before && (before.hasAttribute("data-edited") || before.getAttribute("data-said") === said);
      const element = kept ? before : panel.draw();
      element.setAttribute("data-said", kept ? (before.getAttribute("data-said") ?? "") : said);
      panel.renew?.(element);
      return element;
    },
  );
}

function panelsOf(model, app, page, report) {
  const { callback, pings, ...still } = app;
  const people = model.people.map(({ id, name, pages, roles, accountsEmpty }) => [
    id,
    name,
    pages,
    roles,
    accountsEmpty,
  ]);
  const names = model.pages.map(({ id, name }) => [id, name]);
  const tokens = model.tokens.filter((token) => token.appId === app.id);
  return [
    { key: `app-${app.id}`, shows: [still, people], draw: () => settingsPanel(app, model.people, report) },
    {
      key: `login-${app.id}`,
      shows: [still, people, names],
      draw: () => loginPanel(app, model, report),
      renew: (panel) => drawPings(panel, pings),
    },
    {
      key: `webhook-${app.id}`,
      shows: [callback?.url, callback?.verifyToken, app.fields],
      draw: () => webhookPanel(app, report),
      renew: (panel) => drawCallbackState(panel, callback),
    },
    ...shownPages(model.pages, app, page).map((one) => ({
      key: `page-${app.id}-${one.id}`,
      shows: [one, people],
      draw: () => pagePanel(one, app, model.people, report),
    })),
    { key: `more-${app.id}`, shows: [names, page], draw: () => otherPages(model.pages, app) },
    { key: `people-${app.id}`, shows: [tokens, people, names], draw: () => peoplePanel(app, model, tokens, report) },
  ];
}

function drawHead(apps, chosen, report) {
  const links = apps.map((app) =>
    h("a", { href: `/?view=app&app=${app.id}`, "aria-current": app === chosen ? "page" : null }, app.name),
  );
  return h(
    "header",
    {},
    h("h1", {}, "App dashboard"),
    h("p", { class: "lead" }, "What Meta's App Dashboard would show: an app, its login, its webhook and its Pages."),
    h("nav", { class: "apps", "aria-label": "Apps" }, ...links),
    h("details", { class: "new-app" }, h("summary", {}, "New app"), newAppForm(report)),
  );
}

function newAppForm(report) {
  const name = h("input", { class: "field", required: true, maxlength: 80 });
  return formOf({
    children: [labelled("Name of the new app", name)],
    button: "Create app",
    save: async () => follow((await api.createApp(name.value)).id),
    done: () => report("App created."),
  });
}

/** The page follows its own links without loading anew. */
function follow(appId, page) {
  const link = h("a", {
    href: `/?${new URLSearchParams({ view: "app", app: appId, ...(page ? { shown: page } : {}) })}`,
  });
  document.body.append(link);
  link.click();
  link.remove();
}

function otherPages(pages, app) {
  const options = pages.map(({ id, name }) => h("option", { value: id }, name));
  const first = h("option", { value: "", selected: true }, "Choose a Page");
  const select = h("select", { class: "field", "aria-label": "Another Page" }, first, ...options);
  select.addEventListener("change", (event) => {
    event.stopPropagation();
    const { value } = select;
    select.value = "";
    follow(app.id, value);
  });
  return h("div", { class: "other-pages" }, h("label", {}, "Another Page", select));
}
