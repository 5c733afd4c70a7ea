import { encodeQR } from "qr";
import type { ConnectedPage, ConnectHead } from "../connection/connect-view.ts";
import type { SignInOutcome } from "../connection/sign-in-store.ts";
import type { ConnectPage } from "./connect-frame.ts";
import { backLink, lostPages } from "./connect-page-failed.ts";
import { type Html, html, trusted } from "../base/html.ts";

/** More would fill the page without helping anybody. */
const codesAtMost = 4;

export interface DonePage {
  head: ConnectHead;
  pages: readonly ConnectedPage[];
  outcome: SignInOutcome;
  /** Where the first message is told live. */
  live: string;
  /** The first message, when it has come already. */
  message: string | null;
}

/** Connected: where to write to, and whether the first message has come. */
export function donePage({ head, pages, outcome, live, message }: DonePage): ConnectPage {
  const isContactable = pages.some(isWritable);
  const ends = html`<p class="soft">You can close this window now.</p>
<button class="button second" type="button" data-close hidden>Close window</button>`;
  return {
    title: "Connected",
    partner: head.partner,
    logo: head.partnerLogo,
    ...(isContactable && message === null ? { reload: { seconds: 5, idle: true } } : {}),
    content: html`<h1>${headline(pages)}</h1>
<p class="good">${head.connector} is connected for <strong>${head.account}</strong>.</p>
${pages.map((page, index) => connectedRow(page, index < codesAtMost))}
${failures(outcome)}
${isContactable || message !== null ? firstMessage(live, message) : null}
${lostPages(outcome.lost ?? [])}
${head.returnUrl === null ? ends : backLink(head)}`,
  };
}

/** What is written to a Page with a problem does not come, so nobody is asked to. */
const isWritable = ({ contactUrl, problem }: ConnectedPage): boolean => contactUrl !== null && problem === null;

function headline(pages: readonly ConnectedPage[]): string {
  if (pages.some(isWritable)) return "Connected: write to your Page";
  return pages.some(({ problem }) => problem !== null) ? "Connected, but no messages come yet" : "Connected";
}

function connectedRow(page: ConnectedPage, withCode: boolean): Html {
  const { name, problem } = page;
  const contactUrl = isWritable(page) ? page.contactUrl : null;
  return html`<section aria-label="${name}"><h2>${name}</h2>
${problem === null ? null : html`<p class="warn">${problem}</p>`}
${contactUrl === null ? null : html`<p>Write to it from your own account: <a href="${contactUrl}" rel="noreferrer" target="_blank">${contactUrl}</a></p>`}
${contactUrl === null || !withCode ? null : html`<div class="qr" role="img" aria-label="QR code of ${contactUrl}">${trusted(encodeQR(contactUrl, "svg"))}</div>`}
</section>`;
}

function firstMessage(live: string, message: string | null): Html {
  return message === null
    ? html`<p class="first" role="status" data-live="${live}">Waiting for your first message …</p>`
    : html`<p class="first good" role="status">${message}</p>`;
}

const failures = ({ failed = [] }: SignInOutcome): Html | null =>
  failed.length === 0
    ? null
    : html`<h2>Not connected</h2><ul class="plain">${failed.map(({ page, message }) => html`<li class="bad">${page}: ${message}</li>`)}</ul>`;
