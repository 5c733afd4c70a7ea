import type { ConnectHead } from "../connection/connect-view.ts";
import type { SignInOutcome } from "../connection/sign-in-store.ts";
import type { ConnectPage } from "./connect-frame.ts";
import { type Html, html } from "../base/html.ts";

/** A sign-in that came to nothing, and the way to try again. */
export function failedPage(
  head: ConnectHead,
  { error, missing = [], lost = [] }: SignInOutcome,
  start: string,
): ConnectPage {
  return {
    title: "Not connected",
    partner: head.partner,
    logo: head.partnerLogo,
    content: html`<h1>Not connected yet</h1>
<p role="alert">${error?.message}</p>
${missing.length === 0 ? null : html`<h2>What is missing</h2><ul class="plain">${missing.map(missingRow)}</ul>`}
${lostPages(lost)}
<a class="button" href="${start}">Try again</a>
${backLink(head)}
<p class="code">${error?.code}</p>`,
  };
}

const missingRow = ({ permission, purpose }: { permission: string; purpose: string | null }): Html =>
  html`<li>${purpose === null ? null : html`To ${purpose}. `}<span class="code">${permission}</span></li>`;

/** Pages that this person had connected and has now left out. */
export const lostPages = (lost: readonly string[]): Html | null =>
  lost.length === 0
    ? null
    : html`<h2>No longer connected</h2>
<p class="warn">You left out what was connected before. Messages still come in there, and nothing is answered any more:</p>
<ul class="plain">${lost.map((name) => html`<li>${name}</li>`)}</ul>
<p>Sign in again and choose these as well to mend it.</p>`;

export const backLink = ({ returnUrl }: Pick<ConnectHead, "returnUrl">): Html | null =>
  returnUrl === null ? null : html`<a class="button second" href="${returnUrl}">Back to ${new URL(returnUrl).host}</a>`;

/** There is no sign-in to go on with, or none of this browser's. */
export const strandedPage = ({ code, message }: { code: string; message: string }, partner: string): ConnectPage => ({
  title: "Not connected",
  partner,
  content: html`<h1>This did not work</h1>
<p role="alert">${message}</p>
<p class="code">${code}</p>`,
});
