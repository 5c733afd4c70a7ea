import type { Webhooks } from "@velodrome/kit";
import { handshake } from "./handshake.ts";
import { authenticate } from "./signature.ts";
import { split } from "./split.ts";

export const webhooks: Webhooks = { handshake, authenticate, split, acknowledgement: "EVENT_RECEIVED" };
