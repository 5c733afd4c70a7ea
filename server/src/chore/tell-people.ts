import { type MailNoticesDeps, mailNotices } from "../account/mail-notices.ts";
import { type LostConnectionsDeps, tellOfLostConnections } from "../connection/lost-connections.ts";

export interface TellPeopleDeps extends MailNoticesDeps, Pick<LostConnectionsDeps, "createLink"> {}

/** Notices of connections that need somebody to sign in; then mail about whatever has to be mended. */
export async function tellPeople(deps: TellPeopleDeps, stop: AbortSignal): Promise<void> {
  await tellOfLostConnections(deps, stop);
  await mailNotices(deps, stop);
}
