import type { Sealer } from "../base/seal.ts";
import type { Database } from "../db/database.ts";
import { readNoticeId, updateNoticeLink } from "./notice-store.ts";

const placeOf = (noticeId: string) => ({ table: "notice", id: noticeId, column: "link" });

/** The link of a notice opens a connection, so it is kept like a secret. Nothing happens when the notice is gone. */
export async function keepNoticeLink(
  deps: { database: Pick<Database, "pool">; sealer: Sealer },
  key: string,
  link: { url: string | null; expiresAt: Date },
): Promise<void> {
  const id = await readNoticeId(deps.database, key);
  if (id === null) return;
  const sealed = link.url === null ? null : deps.sealer.seal(placeOf(id), link.url);
  await updateNoticeLink(deps.database, id, sealed, link.expiresAt);
}

export const openNoticeLink = (
  sealer: Sealer,
  notice: { id: string; keyId: string | null; link: Buffer | null },
): string | null =>
  notice.link === null || notice.keyId === null ? null : sealer.open(placeOf(notice.id), notice.keyId, notice.link);
