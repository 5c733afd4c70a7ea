import type { CycleDocumentInput } from "@velodrome/contract";

export const starterConnector = "facebook-messenger";

/** Message and Decision: the smallest cycle that does something, made until it can be drawn. */
export const starterCycle = (connection: string | null, word: string): CycleDocumentInput => ({
  steps: [
    {
      id: "message",
      type: "trigger",
      name: "Message",
      connector: starterConnector,
      method: "message",
      ...(connection === null ? {} : { connection }),
      position: { x: 0, y: 0 },
    },
    {
      id: "decision",
      type: "decision",
      name: "Decision",
      conditions: {
        all: [
          {
            left: { step: "message", path: "message.text" },
            operator: "contains",
            right: { value: word },
            ignoreCase: true,
          },
        ],
      },
      position: { x: 320, y: 0 },
    },
  ],
  edges: [{ from: "message", to: "decision" }],
});
