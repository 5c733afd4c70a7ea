import type { CycleDocumentInput } from "@velodrome/contract";
import { texts } from "./starter-texts.ts";

export const starterConnector = "facebook-messenger";

export const starters = ["greeting", "faq", "blank"] as const;
export type Starter = (typeof starters)[number];

type Step = NonNullable<CycleDocumentInput["steps"]>[number];

const at = (column: number, row: number) => ({ x: column * 320, y: row * 128 });

const message = (connection: string | null): Step => ({
  id: "message",
  type: "trigger",
  name: texts.message,
  connector: starterConnector,
  method: "message",
  ...(connection === null ? {} : { connection }),
  position: at(0, 0),
});

const says = (words: readonly string[]) => ({
  any: words.map((word) => ({
    left: { step: "message", path: "message.text" },
    operator: "contains" as const,
    right: { value: word },
    ignoreCase: true,
  })),
});

interface Reply {
  id: string;
  name: string;
  template: string;
  position: { x: number; y: number };
}

const reply = (connection: string | null, { id, name, template, position }: Reply): Step => ({
  id,
  type: "action",
  name,
  connector: starterConnector,
  method: "send-text",
  ...(connection === null ? {} : { connection }),
  input: { recipient: { step: "message", path: "sender.id" }, text: { template } },
  position,
});

/** A message that says a word is answered. */
const greeting = (connection: string | null): CycleDocumentInput => ({
  steps: [
    message(connection),
    {
      id: "decision",
      type: "decision",
      name: texts.greets,
      conditions: says(texts.greetingWords),
      position: at(1, 0),
    },
    reply(connection, { id: "reply", name: texts.reply, template: texts.greeting, position: at(2, 0) }),
  ],
  edges: [
    { from: "message", to: "decision" },
    { from: "decision", to: "reply", port: "true" },
  ],
});

/** Questions by their words, each with its answer, and one for all the others. */
const faq = (connection: string | null): CycleDocumentInput => ({
  steps: [
    message(connection),
    {
      id: "question",
      type: "switch",
      name: texts.question,
      cases: texts.questions.map(({ id, name, words }) => ({ id, name, conditions: says(words) })),
      position: at(1, 0),
    },
    ...texts.questions.map(({ id, name, answer }, row) =>
      reply(connection, { id, name, template: answer, position: at(2, row - 1) }),
    ),
    reply(connection, { id: "other", name: texts.other, template: texts.otherAnswer, position: at(2, 1) }),
  ],
  edges: [
    { from: "message", to: "question" },
    ...texts.questions.map(({ id }) => ({ from: "question", to: id, port: id })),
    { from: "question", to: "other", port: "default" },
  ],
});

/** What a new cycle begins with. */
export function starterCycle(starter: Starter, connection: string | null): CycleDocumentInput {
  if (starter === "blank") return {};
  return starter === "faq" ? faq(connection) : greeting(connection);
}
