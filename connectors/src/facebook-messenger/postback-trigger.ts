import type { Trigger } from "@velodrome/kit";
import { z } from "zod";
import { readingAlong } from "./aside.ts";
import { messagingItem, referral } from "./messaging-shape.ts";

const postback = z.looseObject({
  mid: z.string().optional().meta({ title: "Message", description: "Meta's id of the tap." }),
  title: z.string().optional().meta({ title: "Title", description: "The button's words." }),
  payload: z
    .string()
    .optional()
    .meta({ title: "Payload", description: "What the button carries; only for the app that sent it." }),
  referral: referral.optional().meta({ title: "Referral", description: "The link or ad the person came from." }),
});

/** A person tapped a button. Source: Messenger Platform, webhook event `messaging_postbacks`. */
export const postbackTrigger: Trigger = {
  title: "Postback",
  description: "A person taps a button, Get Started, an ice breaker or an entry of the persistent menu.",
  output: messagingItem.extend({ postback }),
  asides: readingAlong,
};
