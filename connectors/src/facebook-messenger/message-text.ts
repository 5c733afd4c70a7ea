import { ConnectorError } from "@velodrome/kit";
import { z } from "zod";

/** Meta asks for fewer than 2000 characters and counts code points. */
const maxCodePoints = 2000;

export const textInput = z.string().meta({ title: "Text", description: `At most ${maxCodePoints} characters.` });

export const messagingType = z.enum(["RESPONSE", "UPDATE"]).default("RESPONSE").meta({
  title: "Kind of message",
  description: "RESPONSE answers something the person did; UPDATE is sent on the Page's own account within 24 hours.",
});

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** @throws ConnectorError for a text that Facebook would refuse */
export function checkText(text: string): void {
  if (text.trim() === "") {
    throw new ConnectorError("message_empty", {
      message: "The message's text is empty, so nothing was sent. Give it a text.",
      kind: "terminal",
    });
  }
  // Never more code points than code units: nearly every text is spared the count.
  const length = text.length <= maxCodePoints ? text.length : codePoints(text);
  if (length > maxCodePoints) {
    throw new ConnectorError("message_too_long", {
      message: `The message's text has ${length} characters and Facebook takes ${maxCodePoints}, so nothing was sent. Shorten or split it.`,
      kind: "terminal",
      details: { length, limit: maxCodePoints },
    });
  }
}
