import type { ConnectHead } from "../connection/connect-view.ts";
import type { ConnectPage } from "./connect-frame.ts";
import { html, trusted } from "../base/html.ts";

/** The first page: whose it is, what it is for, and the one button. */
export function beginPage(head: ConnectHead, start: string): ConnectPage {
  return {
    title: `Connect ${head.connector}`,
    partner: head.partner,
    logo: head.partnerLogo,
    content: html`<div class="logo" aria-hidden="true">${trusted(head.logo)}</div>
<h1>Connect ${head.connector}</h1>
<p>${head.partner} asks you to connect ${head.connector} for <strong>${head.account}</strong>. You sign in there, not here: no password reaches ${head.partner}.</p>
<a class="button" href="${start}">${head.action}</a>`,
  };
}

/** The dialog has not come back, or what it brought is being looked at just now. */
export function dialogPage(head: ConnectHead, start: string): ConnectPage {
  return {
    title: "One moment",
    partner: head.partner,
    logo: head.partnerLogo,
    reload: { seconds: 3, idle: false },
    content: html`<h1>One moment</h1>
<p role="status">Waiting for ${head.connector} to say how the sign-in went. This page looks again by itself.</p>
<p class="soft">Nothing happens? ${head.connector} may have shown an error: the address of this installation must be among its allowed redirect addresses. Tell ${head.partner}, or try again.</p>
<a class="button second" href="${start}">Try again</a>`,
  };
}
