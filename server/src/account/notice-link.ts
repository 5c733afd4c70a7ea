import type { Sealer } from "../base/seal.ts";

/** The link of a notice opens a connection, so it is kept like a secret; bound to the notice's row. */
export const noticeLinkPlace = (noticeId: string) => ({ table: "notice", id: noticeId, column: "link" });

export const openNoticeLink = (
  sealer: Sealer,
  notice: { id: string; keyId: string | null; link: Buffer | null },
): string | null =>
  notice.link === null || notice.keyId === null
    ? null
    : sealer.open(noticeLinkPlace(notice.id), notice.keyId, notice.link);
