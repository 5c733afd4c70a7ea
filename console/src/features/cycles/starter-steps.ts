import type { CycleDocumentInput } from "@velodrome/contract";
import { texts } from "./starter-texts.ts";

export const starterConnector = "facebook-messenger";

export type StarterStep = NonNullable<CycleDocumentInput["steps"]>[number];

/** Where a card stands, in columns and rows. */
export const at = (column: number, row: number) => ({ x: column * 320, y: row * 128 });

const through = (connection: string | null) => (connection === null ? {} : { connection });

export const message = (connection: string | null): StarterStep => ({
  ...{ id: "message", type: "trigger", name: texts.message, connector: starterConnector, method: "message" },
  ...through(connection),
  position: at(0, 0),
});

const condition = (word: string) => ({
  left: { step: "message", path: "message.text" },
  operator: "contains" as const,
  right: { value: word },
  ignoreCase: true,
});

/** Whether the message has one of these words. */
export const says = (words: readonly string[]) => ({ any: words.map(condition) });

interface Act {
  id: string;
  name: string;
  method: string;
  input: Record<string, { template: string } | { value: unknown }>;
  position: { x: number; y: number };
}

/** A call that is about whoever wrote. */
export const act = (connection: string | null, { input, ...rest }: Act): StarterStep => ({
  ...rest,
  ...{ type: "action", connector: starterConnector },
  ...through(connection),
  input: { recipient: { step: "message", path: "sender.id" }, ...input },
});

export const reply = (
  connection: string | null,
  { template, ...rest }: Pick<Act, "id" | "name" | "position"> & { template: string },
): StarterStep => act(connection, { ...rest, method: "send-text", input: { text: { template } } });

/** What a message brings, as Meta sends it: to try the cycle with before one has come in. */
export const sampleMessage = (text: string, more: object = {}) => ({
  sender: { id: "24000000000000001" },
  recipient: { id: "108000000000001" },
  timestamp: 1_764_000_000_000,
  message: { mid: "m_example", text, ...more },
});
