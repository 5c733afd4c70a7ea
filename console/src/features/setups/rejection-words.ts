import type { ChecklistItem, RejectionReason, SetupHealth } from "@velodrome/contract";
import { texts } from "./texts.ts";

type ChecklistRow = SetupHealth["checklist"][number];
export type Rejection = SetupHealth["rejections"][number];

/** The row of the checklist that a rejection speaks of. */
const rows: Record<RejectionReason, ChecklistItem> = {
  wrong_signature: "client-secret",
  no_signature: "webhook",
  wrong_verify_token: "webhook",
  wrong_mode: "webhook",
  wrong_privacy_signature: "privacy-urls",
};

export const rejectionsOf = (item: ChecklistItem, rejections: readonly Rejection[]): Rejection[] =>
  rejections.filter(({ reason, count }) => rows[reason] === item && count > 0);

/** The pair of ID and secret was accepted, but what comes in now is signed with another secret. */
const isOfAnotherSecret = ({ reason, since }: Rejection): boolean => reason === "wrong_signature" && since !== null;

/** Whether a row that is done is to be looked at all the same. `rejections`: those of its own. */
export const isDoubted = ({ state }: ChecklistRow, rejections: readonly Rejection[]): boolean =>
  state === "done" && rejections.some(isOfAnotherSecret);

/** A rejection as a sentence. `time` writes a moment as a person reads it. */
export function rejectionWords(
  { reason, count, recent, since, lastAt }: Rejection,
  time: (at: string) => string,
): string {
  const words = texts.rejections[reason];
  if (since === null) return texts.rejectionsOver(words.what(count), time(lastAt));
  return `${words.what(recent)} ${texts.since(time(since))}: ${words.why}`;
}
