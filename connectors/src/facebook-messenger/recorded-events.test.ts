import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { split } from "./split.ts";

/** Payloads recorded from public sources, kept beside the repository where they may not be copied into it. */
const file = new URL("../../../../shared/fixtures/messenger-events.json", import.meta.url);

interface Recorded {
  event: string;
  shape: string;
  payload: Record<string, unknown>;
}

/** What the label of a recording says its kind is; the first pattern counts. */
const kindByLabel: readonly (readonly [label: RegExp, kind: string])[] = [
  [/retired|unknown_item|changes\.parking/, "unknown"],
  [/messages:is_deleted/, "unsend"],
  [/messages:template_click\(coupon\)/, "coupon"],
  [/message_echoes/, "echo"],
  [/message_deliveries/, "delivery"],
  [/message_reads/, "read"],
  [/message_reactions/, "reaction"],
  [/messages:/, "message"],
  [/messaging_postbacks/, "postback"],
  [/messaging_optins/, "optin"],
  [/messaging_referrals/, "referral"],
  [/messaging_handovers/, "handover"],
  [/messaging_account_linking/, "account-linking"],
  [/messaging_policy_enforcement/, "policy"],
  [/messaging_game_plays/, "game-play"],
  [/messaging_feedback/, "feedback"],
  [/messaging_customer_information/, "customer-information"],
  [/response_feedback/, "response-feedback"],
  [/messaging_in_thread_lead_form_submit/, "form"],
  [/send_cart/, "order"],
  [/changes\.feed:comment|changes\.comments/, "comment"],
  [/changes\.feed/, "feed"],
  [/changes\.mention/, "mention"],
  [/changes\.ratings/, "rating"],
  [/changes\.inbox_labels/, "label"],
  [/permissions\/changes/, "permission"],
];

function bodyOf({ shape, payload }: Recorded): Buffer {
  if (shape === "envelope") return Buffer.from(JSON.stringify(payload));
  const channel = shape === "messaging_item" ? "messaging" : "changes";
  return Buffer.from(JSON.stringify({ object: "page", entry: [{ id: "PAGE_ID", time: 1, [channel]: [payload] }] }));
}

const setup = { clientId: "1" };

describe.runIf(existsSync(file))("recorded events", () => {
  const recorded: Recorded[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];

  test("there are some", () => {
    expect(recorded.length).toBeGreaterThan(100);
  });

  test.each(recorded.map((one, index) => ({ ...one, index })))("$index $event", (one) => {
    const kind = kindByLabel.find(([label]) => label.test(one.event))?.[1];
    const items = split(bodyOf(one), setup);
    expect(items.length).toBe(one.event.includes("batched") ? 2 : 1);
    for (const item of items) expect(item.kind).toBe(kind);
  });

  test("only what is the same message, watermark or item has the same key", () => {
    const contents = new Map<string, Set<string>>();
    for (const one of recorded) {
      for (const item of split(bodyOf(one), setup)) {
        const key = JSON.stringify([item.externalId, item.channel, item.kind, item.identity ?? item.item]);
        const mark = item.identity === null ? item.item : sameness(item.item);
        contents.set(key, (contents.get(key) ?? new Set()).add(mark));
      }
    }
    for (const [key, marks] of contents) expect([key, marks.size]).toEqual([key, 1]);
    expect(contents.size).toBeGreaterThan(130);
  });
});

/** The mids and watermarks an item holds of its own, found without knowing its shape. */
function sameness(item: string): string {
  const own = item.replace(/"reply_to":\{[^}]*\}/, "");
  return [...own.matchAll(/"(?:mid|mids|watermark|num_edit)":("[^"]*"|\[[^\]]*\]|\d+)/g)]
    .map(([, value]) => value?.replace(/^"(\d+)"$/, "$1"))
    .join();
}
