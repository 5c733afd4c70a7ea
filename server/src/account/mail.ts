import { createTransport } from "nodemailer";
import type { SmtpAccess } from "./smtp-settings.ts";
import { html } from "../base/html.ts";

/** Plain text; the simple HTML is made of it. Paragraphs are separated by empty lines. */
export interface Mail {
  to: string;
  /** Who it is from, as people see it. */
  senderName: string;
  subject: string;
  paragraphs: readonly string[];
  /** A paragraph of its own; in HTML a link with this text. */
  link: { text: string; url: string } | null;
}

/** Sends one mail. Handed down, so that tests need no server. */
export type SendMail = (smtp: SmtpAccess, mail: Mail) => Promise<void>;

const connectMs = 10_000;
const answerMs = 20_000;

/** @throws whatever the mail server or the way to it says */
export const sendBySmtp: SendMail = async (smtp, mail) => {
  const transport = createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    // Where there is a password it never travels in clear, unless the server is this machine.
    requireTLS: !smtp.secure && smtp.password !== null && !isThisMachine(smtp.host),
    ...(smtp.username === null ? {} : { auth: { user: smtp.username, pass: smtp.password ?? "" } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: { name: mail.senderName, address: smtp.from },
      to: mail.to,
      subject: mail.subject,
      text: toText(mail),
      html: toHtml(mail),
    });
  } finally {
    transport.close();
  }
};

const isThisMachine = (host: string): boolean => ["localhost", "127.0.0.1", "::1"].includes(host);

/** @internal */
export const toText = ({ paragraphs, link }: Mail): string =>
  [...paragraphs, ...(link === null ? [] : [`${link.text}:\n${link.url}`])].join("\n\n");

/** @internal */
export function toHtml({ paragraphs, link }: Mail): string {
  const blocks = paragraphs.map((text) => html`<p>${text}</p>\n`);
  const way = link && html`<p><a href="${link.url}">${link.text}</a></p>`;
  return html`<!doctype html><html><body style="font:16px/1.5 sans-serif">${blocks}${way}</body></html>`.markup;
}
