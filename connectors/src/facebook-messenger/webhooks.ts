import type { Webhooks } from "@velodrome/kit";
import { handshake } from "./handshake.ts";
import { receiptOf } from "./receipt.ts";
import { authenticate } from "./signature.ts";
import { split } from "./split.ts";
import { triggersOf } from "./trigger-names.ts";

export const webhooks: Webhooks = {
  handshake,
  authenticate,
  split,
  triggersOf,
  receiptOf,
  acknowledgement: "EVENT_RECEIVED",
};
