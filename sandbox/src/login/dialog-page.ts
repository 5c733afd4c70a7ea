import { findGrant } from "../world/grants.ts";
import type { Person } from "../world/shape.ts";
import { isWithinReach } from "../world/app-reach.ts";
import { findPage, type World } from "../world/world.ts";
import { html, type Html } from "../web/html.ts";
import { offeredTo } from "./consent.ts";
import type { DialogRefusal, DialogRequest } from "./dialog-request.ts";
import { alwaysGranted, isAboutPages, permissionWords } from "./permissions.ts";

/** First step: who sits in front of the browser. Everybody of the world may; who has Pages comes first. */
export function whoPage(world: World, { app }: DialogRequest, query: URLSearchParams): Html {
  const people = world.state.people.toSorted(
    (one, other) => Number(other.pages.length > 0) - Number(one.pages.length > 0),
  );
  const rows = people.map((person) => {
    const note = isWithinReach(app, person) ? countPages(person) : "no role on this app, which is in development";
    return html`<li><a href="?${withPerson(query, person.id)}"><strong>${person.name}</strong> <span>${note}</span></a></li>`;
  });
  return frame(
    `Sign in to ${app.name}`,
    html`<h1>Sign in to ${app.name}</h1>
      <p class="lead">Choose who you are. Nobody needs a password here.</p>
      <ul class="who">${rows}</ul>
      <form class="actions" method="post">
        <button class="secondary" name="action" value="cancel">Cancel</button>
      </form>`,
  );
}

function countPages({ pages }: Person): string {
  if (pages.length === 0) return "no Pages";
  return pages.length === 1 ? "1 Page" : `${pages.length} Pages`;
}

function withPerson(query: URLSearchParams, personId: string | null): string {
  const next = new URLSearchParams(query);
  if (personId === null) next.delete("person");
  else next.set("person", personId);
  return next.toString();
}

/** Second step: what the app may do, and where. */
export function consentPage(
  world: World,
  dialog: DialogRequest,
  { person, query, problem }: { person: Person; query: URLSearchParams; problem: string | null },
): Html {
  const { app } = dialog;
  const offered = offeredTo(world, dialog, person);
  return frame(
    `Sign in to ${app.name}`,
    html`<h1>${app.name} asks for access</h1>
      <p class="lead">You are ${person.name}. <a href="?${withPerson(query, null)}">Not you?</a></p>
      ${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}
      <form method="post">
        <input type="hidden" name="person" value="${person.id}" />
        ${permissionChoice(dialog, offered)}
        ${offered.some(isAboutPages) ? pageChoice(world, dialog, person) : null}
        <div class="actions">
          <button class="primary" name="action" value="continue">Continue as ${person.name}</button>
          <button class="secondary" name="action" value="cancel">Cancel</button>
        </div>
      </form>`,
  );
}

function permissionChoice({ isAllOrNothing }: DialogRequest, offered: string[]): Html {
  const rows = offered.map((permission) => {
    const words = html`<span>${permissionWords.get(permission) ?? permission} <code>${permission}</code></span>`;
    if (isAllOrNothing || permission === alwaysGranted) return html`<li>${words}</li>`;
    return html`<li><label><input type="checkbox" name="permission" value="${permission}" checked /> ${words}</label></li>`;
  });
  const note = isAllOrNothing ? html`<p class="hint">All of it, or nothing.</p>` : null;
  return html`<fieldset class="what"><legend>What it may do</legend><ul>${rows}</ul>${note}</fieldset>`;
}

function pageChoice(world: World, { app, through }: DialogRequest, person: Person): Html {
  if (person.pages.length === 0) return html`<p class="hint">You have no Page that it could work with.</p>`;
  const before = findGrant(world, app.id, person.id, through)?.pageIds ?? person.pages.map(({ id }) => id);
  const rows = person.pages.map(({ id }) => {
    const isChosen = before === "all" || before.length === 0 || before.includes(id);
    const box = isChosen
      ? html`<input type="checkbox" name="page" value="${id}" checked />`
      : html`<input type="checkbox" name="page" value="${id}" />`;
    return html`<li><label>${box} <span>${findPage(world, id)?.name ?? id} <code>${id}</code></span></label></li>`;
  });
  return html`<fieldset class="where">
    <legend>Your Pages</legend>
    <ul>${rows}</ul>
    <label class="every"><input type="checkbox" name="all_pages" value="1" /> <span>All my Pages, also those I make later</span></label>
  </fieldset>`;
}

/** Told here and nowhere else: the app does not learn of it. */
export function refusalPage(refusal: DialogRefusal): Html {
  const dashboard =
    refusal.appId === null
      ? null
      : html`<p><a href="/?view=app&app=${refusal.appId}">Look at the app in the App Dashboard</a></p>`;
  return frame(
    "Sign in failed",
    html`<h1>This login cannot go on</h1>
      <p class="problem" role="alert">${refusal.message}</p>
      <p class="lead">The app is not told of this. Close this window, or go back, to leave.</p>
      ${dashboard}`,
  );
}

function frame(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Sandbox</title>
        <link rel="icon" href="/page/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/page/style.css" />
        <link rel="stylesheet" href="/page/frame.css" />
        <link rel="stylesheet" href="/page/dialog.css" />
      </head>
      <body>
        <header class="bar"><span class="ribbon">Sandbox</span><span class="bar-title">Login</span></header>
        <main class="dialog">${content}</main>
      </body>
    </html>`;
}
