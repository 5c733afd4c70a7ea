import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Sealer } from "../base/seal.ts";
import type { Database } from "../db/database.ts";
import type { Mail, SendMail } from "./mail.ts";
import { openNoticeLink } from "./notice-link.ts";
import {
  claimMail,
  type DueMail,
  delayMail,
  markMailSent,
  queueNoticeMails,
  readDueMails,
} from "./notice-mail-store.ts";
import { clearNotice, type NoticeDeps, raiseNotice } from "./notices.ts";
import type { InstallationSettings, Settings } from "./settings.ts";
import type { SmtpAccess } from "./smtp-settings.ts";
import { failureOf } from "./test-mail.ts";

export interface MailNoticesDeps {
  database: Database;
  clock: Clock;
  log: Log;
  sealer: Sealer;
  settings: Settings;
  sendMail: SendMail;
  touch: NoticeDeps["touch"];
}

/** The chore that tells people; woken where something has just happened that somebody must hear of. */
export const tellPeopleChore = "tell-people";

const noticeKey = "mail";
const batchSize = 50;
const attemptsAtMost = 8;
const firstPauseMs = 60_000;
/** Longer than a mail server may take; a mail whose sender died is then sent by another. */
const claimMs = 120_000;
const staleMs = 3 * 24 * 3_600_000;

/**
 * Mails what has to be mended, each notice once to each recipient, although a turn that a request wakes may come beside
 * the minute's own. A mail that was taken just before a crash is sent
 * again. Without a mail server nothing happens: the notices stand in the console.
 */
export async function mailNotices(deps: MailNoticesDeps, stop: AbortSignal): Promise<void> {
  const { pool } = deps.database;
  const smtp = await deps.settings.openSmtp();
  if (smtp === null) return clearNotice(deps, noticeKey);
  const settings = await deps.settings.general();
  const now = deps.clock.now();
  const since = new Date(now - staleMs);
  await queueNoticeMails(pool, { partner: settings.noticeEmail !== null, now: new Date(now), since });
  for (const due of await readDueMails(pool, new Date(now), batchSize)) {
    if (stop.aborted) return;
    if (!(await claimMail(pool, due, new Date(deps.clock.now() + claimMs)))) continue;
    const mail = compose(deps.sealer, settings, due);
    if (mail === null) await delayMail(pool, due, null);
    else await send(deps, smtp, due, mail);
  }
}

async function send(deps: MailNoticesDeps, smtp: SmtpAccess, due: DueMail, mail: Mail): Promise<void> {
  const { pool } = deps.database;
  const now = deps.clock.now();
  try {
    await deps.sendMail(smtp, mail);
  } catch (error) {
    const again = due.attempts + 1 < attemptsAtMost ? new Date(now + firstPauseMs * 2 ** due.attempts) : null;
    await delayMail(pool, due, again);
    await raiseMailTrouble(deps, smtp, failureOf(smtp.password, error));
    return;
  }
  await markMailSent(pool, due, new Date(now));
  await clearNotice(deps, noticeKey);
}

async function raiseMailTrouble(deps: MailNoticesDeps, smtp: SmtpAccess, failure: string): Promise<void> {
  deps.log.warn({ host: smtp.host, port: smtp.port, failure }, "a mail could not be sent");
  await raiseNotice(deps, {
    key: noticeKey,
    code: "mail_failing",
    severity: "warning",
    message: `Mail does not leave: ${smtp.host}:${smtp.port} said “${failure}”. It is tried again; check the mail server in Settings.`,
    act: "open-settings",
    ...{ accountId: null, connectionId: null, setupId: null, connector: null },
  });
}

/** Null when nobody is left to send it to. */
function compose(sealer: Sealer, settings: InstallationSettings, due: DueMail): Mail | null {
  const { displayName, publicUrl } = settings;
  const to = due.recipient === "partner" ? settings.noticeEmail : due.contactEmail;
  if (to === null) return null;
  const url = openNoticeLink(sealer, { ...due, id: due.noticeId });
  const common = { to, senderName: displayName, link: url === null ? null : { text: "Connect again", url } };
  if (due.recipient === "contact") {
    return {
      ...common,
      subject: `${displayName}: please connect again`,
      paragraphs: [due.message, "The link below works once and asks for no password of ours. It leads to the sign-in."],
    };
  }
  const about = due.accountName === null ? "" : ` (${due.accountName})`;
  return {
    ...common,
    subject: `${displayName}: something has to be mended${about}`,
    paragraphs: [
      due.message,
      `You find it at ${publicUrl}.`,
      ...(url === null ? [] : ["This link is for the person who connects; it works once:"]),
    ],
  };
}
