import type { Trigger } from "@velodrome/kit";

/** Another app has the conversation, and this one only reads along. */
export const standby = "standby";
/** What this app sent itself comes back. */
export const ownEcho = "own-echo";

/** Of what comes in conversations. Source: Messenger Platform, conversation routing. */
export const readingAlong: NonNullable<Trigger["asides"]> = {
  [standby]: {
    title: "While another app has the conversation",
    description: "Events that come as standby. That app answers; a reply of ours may be refused.",
  },
};

/** Of echoes. */
export const ownWords: NonNullable<Trigger["asides"]> = {
  [ownEcho]: {
    title: "What this app sends itself",
    description: "Also what cycles send. To answer it, ask first what it is: else a cycle would write without end.",
    isOwn: true,
  },
};
