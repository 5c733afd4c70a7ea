import type { ConnectHead } from "../connection/connect-view.ts";
import type { PageChoice } from "../connection/page-choice.ts";
import type { ConnectPage } from "./connect-frame.ts";
import { backLink, lostPages } from "./connect-page-failed.ts";
import { type Html, html } from "../base/html.ts";

export interface ChoosePage {
  head: ConnectHead;
  choices: readonly PageChoice[];
  lost: readonly string[];
  /** Of this sign-in's pages. */
  address: string;
  csrf: string;
  search: string;
  /** What was ticked before; null: not asked yet. */
  ticked: ReadonlySet<string> | null;
  problem: string | null;
}

const canChoose = ({ state }: PageChoice): boolean => state === "free" || state === "this";

/** Which Pages it shall be: several at once. */
export function choosePage(page: ChoosePage): ConnectPage {
  const { head, choices, address } = page;
  const shown = choices.filter((choice) => wordsOf(choice).includes(page.search.trim().toLowerCase()));
  const open = choices.filter(canChoose);
  const ticked = page.ticked ?? new Set(firstTicked(open));
  return {
    title: "Choose Pages",
    partner: head.partner,
    logo: head.partnerLogo,
    content: html`<h1>Choose Pages</h1>
<p>Which of your Pages shall ${head.partner} connect for <strong>${head.account}</strong>?</p>
${page.problem === null ? null : html`<p class="bad" role="alert">${page.problem}</p>`}
<form class="search" method="get" action="${address}" role="search" data-search>
<input type="search" name="q" value="${page.search}" aria-label="Search Pages" placeholder="Search" autocomplete="off">
<button>Search</button>
</form>
<form method="post" action="${address}">
<input type="hidden" name="csrf" value="${page.csrf}">
<fieldset><legend>Your Pages</legend>
<ul class="pages">${shown.map((choice) => choiceRow(choice, ticked.has(choice.value)))}</ul>
</fieldset>
${shown.length === 0 ? html`<p class="soft">No Page has this in its name or number.</p>` : null}
${open.length === 0 ? html`<p>All of these are connected already, so there is nothing to choose.</p>` : html`<button class="button">Connect</button>`}
</form>
${lostPages(page.lost)}
<p class="soft">A Page is missing? <a href="${address}/start">Sign in again</a> and choose it there as well.</p>
${open.length === 0 ? backLink(head) : null}`,
  };
}

/** The Page it already is, or the only one there is to choose. */
function firstTicked(open: readonly PageChoice[]): string[] {
  const own = open.filter(({ state }) => state === "this");
  const likely = own.length > 0 || open.length > 1 ? own : open;
  return likely.map(({ value }) => value);
}

const wordsOf = ({ label, value }: PageChoice): string => `${label} ${value}`.toLowerCase();

function choiceRow(choice: PageChoice, isTicked: boolean): Html {
  const { value, label, picture, warnings = [] } = choice;
  const marks = [isTicked && canChoose(choice) ? "checked" : "", canChoose(choice) ? "" : "disabled"].join(" ");
  return html`<li data-words="${wordsOf(choice)}"><label>
<input type="checkbox" name="page" value="${value}" ${marks.trim()}>
${face(label, picture ?? null)}
<span class="name">${label}<small class="soft">${value}${stateWords(choice)}</small>
${warnings.map(({ message }) => html`<small class="warn">${message}</small>`)}</span>
</label></li>`;
}

/** Pictures lie at the application, which would learn of every look; only what stands in the answer itself is shown. */
function face(label: string, picture: string | null): Html {
  if (picture?.startsWith("data:image/")) return html`<img class="face" src="${picture}" alt="">`;
  return html`<span class="face" aria-hidden="true">${[...label.trim()][0]?.toUpperCase()}</span>`;
}

function stateWords({ state, connectedAs }: PageChoice): string {
  if (state === "this") return " · this connection";
  return state === "account" ? ` · connected already as “${connectedAs ?? ""}”` : "";
}
