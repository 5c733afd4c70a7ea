import type { ConnectionStatus } from "@velodrome/contract";
import type { WebhookRejection } from "./message-panel.ts";

const requests = (count: number, what: string) => (count === 1 ? `1 request ${what}` : `${count} requests ${what}`);

/** Texts of the Message step's card. */
export const texts = {
  connection: "Connection",
  chooseConnection: "Choose a connection",
  connectionHint: "The Page whose messages start this cycle.",
  noConnections: "This account has no connection that fits yet.",
  newConnection: "New connection",
  chooseFailed: "The connection was not chosen",
  chosenStale: "Somebody else changed this cycle meanwhile. It was loaded again: choose once more.",
  words: {
    "choose-connection": "Choose a connection",
    "no-setup": "No Setup",
    "no-verify-token": "No Verify Token",
    "not-verified": "Not verified",
    "attempt-failed": "An attempt failed",
    "not-connected": "Not connected",
    "page-not-subscribed": "Page not subscribed",
    "switched-off": "Switched off",
    "no-message": "No message yet",
    "receiving-stopped": "Receiving, cycle stopped",
    "receiving-running": "Receiving",
  },
  chooseText: "Choose the Page whose messages start this cycle.",
  noSetup: "No webhook URL: the connection has no Setup.",
  noVerifyToken: "Facebook asks for one when it verifies the webhook URL. Any word will do, the same here and at Meta.",
  notVerified:
    "Paste both into Meta's App Dashboard as callback URL and Verify Token, and choose Verify and save. The cycle need not run for that.",
  attempts: {
    wrong_verify_token: (time: string) =>
      `Facebook tried at ${time} with another Verify Token. Enter the same word at Meta as here, and verify again.`,
    wrong_mode: (time: string) =>
      `Something called the webhook URL at ${time} without Facebook's handshake. Choose Verify and save at Meta.`,
    wrong_signature: (time: string, count: number) =>
      `${requests(count, "with a wrong signature")} since ${time}: the Client Secret is not that of the sending app.`,
    no_signature: (time: string, count: number) =>
      `${requests(count, "without a signature")} since ${time}: whoever sent that is not Facebook.`,
  } satisfies Record<WebhookRejection, (time: string, count: number) => string>,
  stillVerified: "The webhook URL itself was verified before and stays so.",
  notConnected: {
    new: "Nobody signed in to this connection yet.",
    page_required: "Somebody signed in; the Page is still to be chosen.",
    authenticated: "",
    needs_reauthentication: "Its token no longer works. Messages are still kept, but nothing can be sent.",
    disabled: "It is disabled: its messages start nothing.",
  } satisfies Record<ConnectionStatus, string>,
  connect: {
    new: "Connect it",
    page_required: "Choose the Page",
    authenticated: "",
    needs_reauthentication: "Sign in again",
    disabled: "Open the connection",
  } satisfies Record<ConnectionStatus, string>,
  resubscribe: "Re-subscribe the Page",
  mendFailed: "The Page was not subscribed",
  noMessage: (page: string) => `Everything is ready. Write to ${page}, and it appears here.`,
  contactLink: "Link to write to it",
  openContact: "Write to the Page",
  qrOf: (page: string) => `QR code: write to ${page}`,
  kept: (kept: number, more: boolean) => {
    if (kept === 0) return "Messages come in. Run the cycle to have them answered.";
    const count = more ? `More than ${kept} messages` : kept === 1 ? "1 message" : `${kept} messages`;
    return `${count} kept. Run the cycle to take new ones; kept ones can be replayed from their events.`;
  },
  keptShort: (kept: number, more: boolean) => `${kept}${more ? "+" : ""} kept`,
  switchedOff: (page: string) =>
    `This step is switched off: messages from ${page} start no run here. They are kept, and can be replayed from their events.`,
  stillRunning: (version: number) =>
    `Version ${version}, which runs, goes on as it was published until you publish this.`,
  seeEvents: "See the events",
  arrive: (page: string) => `Messages from ${page} arrive here.`,
  latest: "The latest came",
  address: "Webhook URL and Verify Token",
  webhookUrl: "Webhook URL",
  webhookHint: "The same for every cycle and every Page of this Meta app.",
  verifyToken: "Verify Token",
  tokenShown: "Shown only now: it is kept sealed, and no answer ever holds it again.",
  tokenKept:
    "It is kept sealed and cannot be shown. If you no longer have it, set a new one; what is verified stays so.",
  suggest: "Suggest one",
  setOwn: "Enter my own",
  setNew: "Set a new Verify Token",
  save: "Save",
  tokenFailed: "The Verify Token was not saved",
} as const;
