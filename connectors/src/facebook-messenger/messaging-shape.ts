import { z } from "zod";

/** What Meta documents of an item, for forms and documentation. Fields that are not named pass as they are. */
const party = z.looseObject({ id: z.string().optional() });

export const referral = z.looseObject({
  ref: z.string().optional().meta({ description: "What the m.me link or ad carried." }),
  source: z.string().optional().meta({ description: "Where it came from, as ADS or SHORTLINK." }),
  type: z.string().optional(),
  ad_id: z.string().optional(),
  referer_uri: z.string().optional(),
});

/** What every messaging item has: who, to which Page, when (ms since 1970). */
export const messagingItem = z.looseObject({
  sender: party.meta({ title: "Sender", description: "The person: `id` is their id on this Page (PSID)." }),
  recipient: party.meta({ title: "Recipient", description: "The Page." }),
  timestamp: z.number().meta({ title: "Time", description: "In ms since 1970." }),
});
