import type { CycleDocumentInput } from "@velodrome/contract";
import { act, at, message, reply, sampleMessage, says, starterConnector, type StarterStep } from "./starter-steps.ts";
import { texts } from "./starter-texts.ts";

export const starters = ["greeting", "faq", "lead", "human", "blank"] as const;
export type Starter = (typeof starters)[number];

type Draw = (connection: string | null) => CycleDocumentInput;

const decision = (name: string, words: readonly string[]): StarterStep => ({
  ...{ id: "decision", type: "decision", name },
  conditions: says(words),
  position: at(1, 0),
});

/** A message that says a word is answered. */
const greeting: Draw = (connection) => ({
  steps: [
    message(connection),
    decision(texts.greets, texts.greetingWords),
    reply(connection, { id: "reply", name: texts.reply, template: texts.greeting, position: at(2, 0) }),
  ],
  edges: [
    { from: "message", to: "decision" },
    { from: "decision", to: "reply", port: "true" },
  ],
  pins: { message: sampleMessage(texts.greetingWords[0]) },
});

/** What follows a switch stands as far from it as the names of its ways are long. */
const beyondNames = (row: number) => ({ ...at(2, row), x: at(2, row).x + 48 });

/** Questions by their words, each with its answer; everybody else is shown the questions, to tap one. */
const faq: Draw = (connection) => ({
  steps: [
    message(connection),
    {
      ...{ id: "question", type: "switch", name: texts.question },
      cases: texts.questions.map(({ id, name, words }) => ({ id, name, conditions: says(words) })),
      position: at(1, 0),
    },
    ...texts.questions.map(({ id, name, answer }, row) =>
      reply(connection, { id, name, template: answer, position: beyondNames(row - 1) }),
    ),
    act(connection, {
      ...{ id: "other", name: texts.other, method: "send-quick-replies", position: beyondNames(1) },
      input: { text: { value: texts.otherAnswer }, quickReplies: { value: texts.questions.map(({ name }) => name) } },
    }),
  ],
  edges: [
    { from: "message", to: "question" },
    ...texts.questions.map(({ id }) => ({ from: "question", to: id, port: id })),
    { from: "question", to: "other", port: "default" },
  ],
  pins: { message: sampleMessage(texts.questions[0].name) },
});

/** Who is interested is asked for an address, and the run waits for it. */
const lead: Draw = (connection) => ({
  steps: [
    message(connection),
    decision(texts.interested, texts.interestWords),
    reply(connection, { id: "ask", name: texts.ask, template: texts.askText, position: at(2, 0) }),
    {
      ...{ id: "answer", type: "wait-for-event", name: texts.answer, connector: starterConnector, method: "message" },
      ...(connection === null ? {} : { connection }),
      ...{ timeout: { value: 1 }, unit: "days", position: at(3, 0) },
    },
    {
      ...{ id: "address", type: "decision", name: texts.isAddress, position: at(4, 0) },
      conditions: {
        left: { step: "answer", path: "message.text" },
        operator: "matches",
        right: { value: "[^@\\s]+@[^@\\s]+\\.[^@\\s]+" },
      },
    },
    reply(connection, { id: "thanks", name: texts.thanks, template: texts.thanksText, position: at(5, 0) }),
    reply(connection, { id: "sorry", name: texts.noAddress, template: texts.noAddressText, position: at(5, 1) }),
    { id: "note", type: "note", text: texts.leadNote, position: at(5, -1) },
  ],
  edges: [
    { from: "message", to: "decision" },
    { from: "decision", to: "ask", port: "true" },
    { from: "ask", to: "answer" },
    { from: "answer", to: "address", port: "event" },
    { from: "address", to: "thanks", port: "true" },
    { from: "address", to: "sorry", port: "false" },
  ],
  pins: { message: sampleMessage(texts.interestWords[0]), answer: sampleMessage("ada@example.com") },
});

/** Who asks for a person gets one: the conversation goes to the Page's inbox. */
const human: Draw = (connection) => ({
  steps: [
    message(connection),
    decision(texts.wantsPerson, texts.personWords),
    reply(connection, { id: "soon", name: texts.soon, template: texts.soonText, position: at(2, 0) }),
    act(connection, {
      ...{ id: "handOver", name: texts.handOver, method: "pass-thread-control", position: at(3, 0) },
      input: { note: { template: texts.handOverNote } },
    }),
  ],
  edges: [
    { from: "message", to: "decision" },
    { from: "decision", to: "soon", port: "true" },
    { from: "soon", to: "handOver" },
  ],
  pins: { message: sampleMessage(texts.personWords[0]) },
});

const drawn: Readonly<Record<Starter, Draw>> = { greeting, faq, lead, human, blank: () => ({}) };

/** What a new cycle begins with, and what it can be tried with at once. */
export const starterCycle = (starter: Starter, connection: string | null): CycleDocumentInput =>
  drawn[starter](connection);
