import type { Trigger } from "@velodrome/kit";
import { z } from "zod";
import { ownWords, readingAlong } from "./aside.ts";
import type { EventKind } from "./event-kind.ts";
import { messageTrigger } from "./message-trigger.ts";
import { messagingItem, referral } from "./messaging-shape.ts";

const id = z.string().optional();

/** A messaging item with one part of its own. */
const item = (title: string, description: string, part: z.ZodRawShape): Trigger => ({
  title,
  description,
  output: messagingItem.extend(part),
  asides: readingAlong,
});

/** An item of `changes`, which concerns the Page and no conversation. */
const change = (title: string, description: string, value: z.ZodRawShape): Trigger => ({
  title,
  description,
  output: z.looseObject({
    field: z.string().meta({ description: "Meta's name of the subscription." }),
    value: z.looseObject(value),
  }),
});

const feedValue = {
  item: z.string().optional().meta({ description: "comment, post, photo, reaction …" }),
  verb: z.string().optional().meta({ description: "add, edited, remove …" }),
  post_id: id,
  comment_id: id,
  from: z.looseObject({ id, name: z.string().optional() }).optional(),
  message: z.string().optional(),
  created_time: z.number().optional().meta({ description: "In s since 1970." }),
};

/** Kinds of events beside message and postback, by the name of their trigger. Source: Messenger Platform, webhook events. */
export const eventTriggers = {
  "quick-reply": {
    ...messageTrigger,
    title: "Quick reply",
    description: "A person taps a quick reply: a message that carries its payload.",
  },
  any: {
    title: "Anything",
    description: "Whatever arrives at the Page, of any kind.",
    output: z.looseObject({}),
    asides: { ...readingAlong, ...ownWords },
  },
  unsend: item("Message taken back", "A person takes a message back.", {
    message: z.looseObject({ mid: z.string(), is_deleted: z.boolean().optional() }),
  }),
  edit: item("Message changed", "A person changes a message they sent; at most five times.", {
    message_edit: z.looseObject({ mid: z.string(), text: z.string().optional(), num_edit: z.number().optional() }),
  }),
  echo: {
    ...item(
      "Echo",
      "The Page itself wrote: from its inbox or by another app. What this app sends is left out. The Page is the sender here.",
      {
        message: z.looseObject({
          mid: z.string(),
          is_echo: z.boolean().optional(),
          app_id: z.union([z.string(), z.number()]).optional(),
          metadata: z.string().optional(),
          text: z.string().optional(),
        }),
      },
    ),
    asides: { ...readingAlong, ...ownWords },
  },
  reaction: item("Reaction", "A person reacts to a message, or takes the reaction back.", {
    reaction: z.looseObject({
      action: z.string().meta({ description: "react or unreact." }),
      reaction: z.string().optional(),
      emoji: z.string().optional(),
      mid: z.string(),
    }),
  }),
  read: item("Read", "A person has read everything up to a time.", {
    read: z.looseObject({ watermark: z.number().meta({ description: "In ms since 1970." }) }),
  }),
  delivery: item("Delivered", "Messages have reached a person's device.", {
    delivery: z.looseObject({ watermark: z.number(), mids: z.array(z.string()).optional() }),
  }),
  optin: item("Opt-in", "A person agrees to be written to, by a plugin or to notifications.", {
    optin: z.looseObject({ type: z.string().optional(), ref: z.string().optional(), payload: z.string().optional() }),
  }),
  optout: item("Opt-out", "A person no longer wants to be written to.", {
    optout: z.looseObject({ type: z.string().optional(), payload: z.string().optional() }),
  }),
  referral: item("Referral", "A person comes into a conversation by an m.me link or an ad.", { referral }),
  handover: item("Handover", "The conversation passes to another app, or comes to this one.", {
    pass_thread_control: z.looseObject({}).optional(),
    take_thread_control: z.looseObject({}).optional(),
    request_thread_control: z.looseObject({}).optional(),
    app_roles: z.looseObject({}).optional(),
  }),
  "account-linking": item("Account linking", "A person links their account with yours, or unlinks it.", {
    account_linking: z.looseObject({ status: z.string(), authorization_code: z.string().optional() }),
  }),
  policy: {
    title: "Policy enforcement",
    description: "Meta warns, blocks or unblocks the Page.",
    output: z.looseObject({
      policy_enforcement: z.looseObject({ action: z.string(), reason: z.string().optional() }).optional(),
    }),
  },
  feedback: item("Feedback", "A person answers a customer feedback form.", {
    messaging_feedback: z.looseObject({ feedback_screens: z.array(z.looseObject({})).optional() }),
  }),
  "response-feedback": item(
    "Response feedback",
    "A person says whether an answer was good. Using this puts thumbs under every message of the app.",
    { response_feedback: z.looseObject({ feedback: z.string().optional(), mid: id }) },
  ),
  "customer-information": item("Customer information", "A person fills in a customer information form.", {
    messaging_customer_information: z.looseObject({ screens: z.array(z.looseObject({})).optional() }),
  }),
  form: item("Form", "A person submits an instant form in the conversation.", { form: z.looseObject({ id }) }),
  order: item("Order", "A person sends a cart.", {
    order: z.looseObject({ products: z.array(z.looseObject({})).optional(), note: z.string().optional() }),
  }),
  coupon: item("Coupon", "A person reveals a coupon.", {
    template: z.looseObject({ type: z.string().optional(), coupon_code: z.string().optional() }).optional(),
  }),
  "game-play": item("Game play", "A person plays an instant game.", {
    game_play: z.looseObject({ game_id: id, score: z.number().optional() }),
  }),
  comment: change("Comment", "Somebody comments on a post of the Page, or the Page itself does.", feedValue),
  feed: change("Feed", "Something else happens on the Page's feed: a post, a photo, a reaction.", feedValue),
  mention: change("Mention", "Somebody mentions the Page.", feedValue),
  rating: change("Rating", "Somebody recommends the Page, or does not.", {
    recommendation_type: z.string().optional(),
    review_text: z.string().optional(),
    reviewer_id: id,
  }),
  leadgen: change("Lead", "Somebody submits a lead form of an ad.", {
    leadgen_id: z.union([z.string(), z.number()]).optional(),
    form_id: z.union([z.string(), z.number()]).optional(),
  }),
  label: change("Label", "A label is put on a conversation in the Page's inbox, or taken off.", {
    action: z.string().optional(),
    label: z.looseObject({ id, page_label_name: z.string().optional() }).optional(),
  }),
  permission: change("Permission", "A permission of the app changes.", {}),
  unknown: {
    title: "Unknown",
    description: "Something arrives that this connector does not know yet. It is kept as it came.",
    output: z.looseObject({}),
  },
} as const satisfies Record<Exclude<EventKind, "message" | "postback"> | "quick-reply" | "any", Trigger>;
