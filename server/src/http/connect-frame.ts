import { randomBytes } from "node:crypto";
import type { FastifyReply } from "fastify";
import { connectScript } from "./connect-script.ts";
import { connectStyle } from "./connect-style.ts";
import { type Html, html, trusted } from "../base/html.ts";

export interface ConnectPage {
  title: string;
  /** Who the installation says it is; empty while that is not known. */
  partner: string;
  /** Its picture as a `data:` address. */
  logo?: string | null;
  content: Html;
  /** Loaded again after so many seconds; `idle`: only where no script runs. */
  reload?: { seconds: number; idle: boolean };
}

/** Nothing but this page and what stands in it: no foreign address, no frame, no cache, no address told on. */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "img-src data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

export function sendConnectPage(reply: FastifyReply, page: ConnectPage, status = 200): FastifyReply {
  const nonce = randomBytes(16).toString("base64");
  return reply
    .code(status)
    .header("content-security-policy", policy(nonce))
    .header("referrer-policy", "no-referrer")
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(frame(page, nonce).markup);
}

function frame({ title, partner, logo, content, reload }: ConnectPage, nonce: string): Html {
  const refresh = reload === undefined ? null : html`<meta http-equiv="refresh" content="${reload.seconds}">`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}${partner === "" ? "" : ` · ${partner}`}</title>
<style nonce="${nonce}">${trusted(connectStyle)}</style>
${reload?.idle ? html`<noscript>${refresh}</noscript>` : refresh}
</head>
<body>
${partner === "" ? null : html`<header>${logo ? html`<img src="${logo}" alt="">` : null}${partner}</header>`}
<main>${content}</main>
<script nonce="${nonce}">${trusted(connectScript)}</script>
</body>
</html>`;
}
