import type { Trigger } from "@velodrome/kit";
import { z } from "zod";
import { readingAlong } from "./aside.ts";
import { messagingItem, referral } from "./messaging-shape.ts";

const attachment = z.looseObject({
  type: z.string().meta({ description: "image, audio, video, file, sticker, reel, post, template, fallback, …" }),
  payload: z
    .looseObject({
      url: z.string().optional().meta({ description: "A link that expires: fetch it soon." }),
      title: z.string().optional(),
    })
    .nullable()
    .optional(),
});

const message = z.looseObject({
  mid: z.string().meta({ title: "Message", description: "Meta's id of the message." }),
  text: z.string().optional().meta({ title: "Text" }),
  quick_reply: z
    .looseObject({ payload: z.string() })
    .optional()
    .meta({ title: "Quick reply", description: "Of a tapped quick reply: what its sender put in." }),
  reply_to: z
    .looseObject({ mid: z.string().optional(), is_self_reply: z.boolean().optional() })
    .optional()
    .meta({ title: "Reply to", description: "The message this one answers." }),
  attachments: z.array(attachment).optional().meta({ title: "Attachments" }),
  referral: referral.optional().meta({ title: "Referral", description: "The ad or product the person came from." }),
  commands: z.array(z.looseObject({ name: z.string() })).optional(),
  nlp: z.looseObject({}).optional().meta({ description: "Meta's reading of the text, where the Page has it on." }),
  is_unsupported: z.boolean().optional(),
});

/** A person wrote to the Page. Source: Messenger Platform, webhook event `messages`. */
export const messageTrigger: Trigger = {
  title: "Message",
  description: "A person sends the Page a message: text, attachment, sticker or quick reply.",
  output: messagingItem.extend({ message }),
  asides: readingAlong,
};
