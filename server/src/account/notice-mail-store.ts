import type { Database } from "../db/database.ts";

type Pool = Database["pool"];

export type MailRecipient = "partner" | "contact";

/** A mail that is due, with what its text is made of. */
export interface DueMail {
  readonly noticeId: string;
  readonly recipient: MailRecipient;
  readonly attempts: number;
  readonly nextAt: Date;
  readonly message: string;
  readonly accountName: string | null;
  readonly contactEmail: string | null;
  readonly keyId: string | null;
  readonly link: Buffer | null;
}

/**
 * Queues the mails of notices that have none yet: errors go to the partner, and what the account's person can mend (it
 * has a link) to that account's contact. Those of long ago are not told when mail is set up at last.
 */
export async function queueNoticeMails(pool: Pool, asked: { partner: boolean; now: Date; since: Date }): Promise<void> {
  await pool.query(
    `INSERT INTO notice_mail (notice_id, recipient, next_at)
     SELECT n.id, r.recipient, $2 FROM notice n LEFT JOIN account a ON a.id = n.account_id,
       LATERAL (VALUES ('partner', $1::boolean), ('contact', n.link IS NOT NULL AND a.contact_email IS NOT NULL)) AS r (recipient, wanted)
     WHERE r.wanted AND n.severity = 'error' AND n.dismissed_at IS NULL AND a.deleted_at IS NULL AND n.created_at > $3
     ON CONFLICT DO NOTHING`,
    [asked.partner, asked.now, asked.since],
  );
}

/** Those of notices that still stand. */
export async function readDueMails(pool: Pool, now: Date, limit: number): Promise<DueMail[]> {
  const { rows } = await pool.query<DueMail>(
    `SELECT m.notice_id AS "noticeId", m.recipient, m.attempts, m.next_at AS "nextAt", n.message, a.name AS "accountName",
       a.contact_email AS "contactEmail", n.key_id AS "keyId", n.link
     FROM notice_mail m JOIN notice n ON n.id = m.notice_id LEFT JOIN account a ON a.id = n.account_id
     WHERE m.sent_at IS NULL AND m.next_at <= $1 AND n.dismissed_at IS NULL AND a.deleted_at IS NULL
     ORDER BY m.next_at LIMIT $2`,
    [now, limit],
  );
  return rows;
}

/** Whoever gets it sends it, nobody else does until then. False: somebody is at it, or it was sent. */
export async function claimMail(pool: Pool, mail: DueMail, until: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE notice_mail SET next_at = $4
     WHERE notice_id = $1 AND recipient = $2 AND sent_at IS NULL AND next_at = $3`,
    [mail.noticeId, mail.recipient, mail.nextAt, until],
  );
  return rowCount === 1;
}

export async function markMailSent(pool: Pool, mail: DueMail, at: Date): Promise<void> {
  await pool.query("UPDATE notice_mail SET sent_at = $3 WHERE notice_id = $1 AND recipient = $2", [
    mail.noticeId,
    mail.recipient,
    at,
  ]);
}

/** `next` is null when it is given up. */
export async function delayMail(pool: Pool, mail: DueMail, next: Date | null): Promise<void> {
  await pool.query(
    `UPDATE notice_mail SET attempts = attempts + 1, next_at = coalesce($3, 'infinity'::timestamptz)
     WHERE notice_id = $1 AND recipient = $2`,
    [mail.noticeId, mail.recipient, next],
  );
}
