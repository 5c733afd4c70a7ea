import { defineConnector } from "@velodrome/kit";
import { defaultGraphVersion } from "./graph-version.ts";
import { logo } from "./logo.ts";
import { messageTrigger } from "./message-trigger.ts";
import { identify, subscribe } from "./page.ts";
import { postbackTrigger } from "./postback-trigger.ts";
import { sendText } from "./send-text.ts";
import { senderAction } from "./sender-action.ts";
import { webhooks } from "./webhooks.ts";

export const facebookMessenger = defineConnector({
  name: "facebook-messenger",
  title: "Facebook Messenger",
  description: "Receives what people write to a Facebook Page and answers them.",
  categories: ["Messaging"],
  logo,
  setup: {
    graphVersion: defaultGraphVersion,
    scopes: ["pages_show_list", "pages_messaging", "pages_manage_metadata", "business_management"],
  },
  triggers: { message: messageTrigger, postback: postbackTrigger },
  actions: { "send-text": sendText, "sender-action": senderAction },
  webhooks,
  identify,
  subscribe,
});
