import { defineConnector } from "@velodrome/kit";
import { z } from "zod";
import { application } from "./application.ts";
import { defaultGraphVersion, graphVersions } from "./graph-version.ts";
import { eventTriggers } from "./event-triggers.ts";
import { logo } from "./logo.ts";
import { messageTrigger } from "./message-trigger.ts";
import { page } from "./page.ts";
import { passThreadControl } from "./pass-thread-control.ts";
import { postbackTrigger } from "./postback-trigger.ts";
import { pressureOf } from "./pressure.ts";
import { sendLimit } from "./rate-limit.ts";
import { sendQuickReplies } from "./send-quick-replies.ts";
import { sendText } from "./send-text.ts";
import { senderAction } from "./sender-action.ts";
import { defaultScopes, signIn } from "./sign-in.ts";
import { webhooks } from "./webhooks.ts";

export const facebookMessenger = defineConnector({
  name: "facebook-messenger",
  title: "Facebook Messenger",
  description: "Receives what people write to a Facebook Page and answers them.",
  version: "1.0.0",
  categories: ["Messaging"],
  logo,
  setup: { need: "required", graphVersion: defaultGraphVersion, versions: graphVersions, scopes: defaultScopes },
  auth: [signIn],
  properties: z.object({}),
  triggers: { message: messageTrigger, postback: postbackTrigger, ...eventTriggers },
  actions: {
    "send-text": sendText,
    "send-quick-replies": sendQuickReplies,
    "sender-action": senderAction,
    "pass-thread-control": passThreadControl,
  },
  lookups: {},
  rateLimit: sendLimit,
  pressure: pressureOf,
  webhooks,
  application,
  target: page,
});
