import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { split } from "./split.ts";

// Bodies in Meta's shapes, written for these tests: ids and words are made up.
const page = "612300000000001";
const otherPage = "612300000000002";
const person = "7001000000000011";
const otherPerson = "7001000000000012";
const clientId = "880000000000001";
const at = 1_795_000_000_000;

const sender = { id: person };
const recipient = { id: page };
const incoming = { sender, recipient, timestamp: at };
const outgoing = { sender: recipient, recipient: sender, timestamp: at };

type Item = Record<string, unknown>;

/** Every messaging item we tell apart, with the kind it is. */
const messagingSamples: readonly (readonly [kind: string, item: Item])[] = [
  ["message", { ...incoming, message: { mid: "m_1", text: "is the blue one still there?" } }],
  ["message", { ...incoming, message: { mid: "m_2", text: "Blue", quick_reply: { payload: "COLOUR_BLUE" } } }],
  [
    "message",
    { ...incoming, message: { mid: "m_3", attachments: [{ type: "image", payload: { url: "https://x/1" } }] } },
  ],
  ["unsend", { ...incoming, message: { mid: "m_1", is_deleted: true } }],
  ["echo", { ...outgoing, message: { mid: "m_4", is_echo: true, app_id: 4711, text: "Yes, it is" } }],
  ["edit", { ...incoming, message_edit: { mid: "m_1", text: "is the red one there?", num_edit: 1 } }],
  ["edit", { ...incoming, message_edit: { mid: "m_1", text: "is the green one there?", num_edit: "2" } }],
  ["reaction", { ...incoming, reaction: { mid: "m_4", action: "react", reaction: "love", emoji: "❤" } }],
  ["reaction", { ...incoming, reaction: { mid: "m_4", action: "unreact" } }],
  ["postback", { ...incoming, postback: { mid: "m_5", title: "Order", payload: "ORDER" } }],
  ["postback", { ...incoming, postback: { title: "Get started", payload: "START" } }],
  ["delivery", { sender, recipient, delivery: { mids: ["m_4"], watermark: at } }],
  ["delivery", { sender, recipient, delivery: { watermark: at } }],
  ["read", { ...incoming, read: { watermark: at } }],
  ["read", { ...incoming, read: { watermark: String(at + 1) } }],
  ["optin", { ...incoming, optin: { type: "notification_messages", payload: "NEWS" } }],
  ["optout", { ...incoming, optout: { type: "notification_messages" } }],
  [
    "referral",
    { ...incoming, timestamp: at / 1000, referral: { ref: "poster", source: "SHORTLINK", type: "OPEN_THREAD" } },
  ],
  ["handover", { ...incoming, pass_thread_control: { new_owner_app_id: "1", previous_owner_app_id: null } }],
  ["handover", { ...incoming, take_thread_control: { new_owner_app_id: 1, previous_owner_app_id: "2" } }],
  ["handover", { ...incoming, request_thread_control: { requested_owner_app_id: 1 } }],
  ["handover", { recipient, timestamp: at, app_roles: { "1": ["primary_receiver"] } }],
  ["account-linking", { ...incoming, account_linking: { status: "linked", authorization_code: "x" } }],
  ["policy", { recipient, timestamp: at, policy_enforcement: { action: "warning", reason: "spam" } }],
  ["policy", { recipient, timestamp: at, "policy-enforcement": { action: "block" } }],
  ["game-play", { ...incoming, game_play: { game_id: "1", score: 7 } }],
  ["feedback", { ...incoming, messaging_feedback: { feedback_screens: [] } }],
  ["customer-information", { ...incoming, messaging_customer_information: { screens: [] } }],
  ["response-feedback", { ...incoming, response_feedback: { feedback: "Good response", mid: "m_4" } }],
  ["order", { ...incoming, order: { products: [], note: "ring twice" } }],
  ["coupon", { ...incoming, template: { type: "coupon", coupon_code: "TEN" } }],
  ["form", { ...incoming, form: { id: "5" } }],
  ["unknown", { ...incoming, something_new: { mid: "m_6" } }],
];

/** The same for `changes`. */
const changeSamples: readonly (readonly [kind: string, change: Item])[] = [
  [
    "comment",
    { field: "feed", value: { item: "comment", verb: "add", from: sender, comment_id: "1_2", message: "nice" } },
  ],
  [
    "feed",
    { field: "feed", value: { item: "post", verb: "add", from: sender, post_id: "1_1", created_time: at / 1000 } },
  ],
  ["comment", { value: { item: "comment", verb: "add", from: sender, comment_id: "1_3" } }],
  ["mention", { field: "mention", value: { item: "post", verb: "add", post_id: "1_4", sender_id: 12 } }],
  ["rating", { field: "ratings", value: { item: "rating", verb: "add", reviewer_id: 13, review_text: "good" } }],
  ["leadgen", { field: "leadgen", value: { leadgen_id: 14, form_id: 15, created_time: at / 1000 } }],
  ["label", { field: "inbox_labels", value: { user: sender, action: "add", label: { id: "1" } } }],
  [
    "postback",
    { field: "messaging_postbacks", value: { ...incoming, timestamp: String(at / 1000), postback: { mid: "m_7" } } },
  ],
  ["message", { field: "messages", value: { ...incoming, message: { mid: "m_8", text: "test" } } }],
  ["unknown", { field: "attire" }],
];

function envelope(entries: readonly Item[], object = "page"): Buffer {
  return Buffer.from(JSON.stringify({ object, entry: entries }));
}

function messaging(items: readonly unknown[], of = page, channel = "messaging"): Item {
  return { id: of, time: at, [channel]: items };
}

const setup = { clientId };

/** What tells events apart. */
function key(item: ReturnType<typeof split>[number]): string {
  return JSON.stringify([item.externalId, item.channel, item.kind, item.identity ?? item.item]);
}

function only(body: Buffer): ReturnType<typeof split>[number] {
  const items = split(body, setup);
  const [item] = items;
  if (item === undefined || items.length !== 1) throw new Error(`${items.length} items`);
  return item;
}

function sent(item: unknown, channel = "messaging"): ReturnType<typeof split>[number] {
  return only(envelope([messaging([item], page, channel)]));
}

describe("kinds", () => {
  test.each(messagingSamples)("%s: %j", (kind, item) => {
    expect(sent(item)).toMatchObject({ kind, channel: "messaging", externalId: page, item: JSON.stringify(item) });
    expect(sent(item).triggers).toContain("any");
  });

  test.each(changeSamples)("%s in changes: %j", (kind, change) => {
    expect(sent(change, "changes")).toMatchObject({ kind, channel: "changes", item: JSON.stringify(change) });
  });

  test("whatever an object `permissions` reports is a permission", () => {
    const entry = { id: "0", uid: "0", time: 1, changes: [{ field: "connected", verb: "granted" }] };
    expect(only(envelope([entry], "permissions"))).toMatchObject({ kind: "permission" });
  });

  test("different samples are different things, and each is the same thing when sent again", () => {
    const entry = [
      messaging(messagingSamples.map(([, item]) => item)),
      messaging(
        changeSamples.map(([, change]) => change),
        page,
        "changes",
      ),
    ];
    const keys = split(envelope(entry), setup).map(key);
    expect(new Set(keys).size).toBe(messagingSamples.length + changeSamples.length);
    const later = entry.map((one) => ({ ...one, time: at + 60_000 }));
    expect(split(envelope(later), setup).map(key)).toEqual(keys);
  });
});

test("taking a reaction back is another thing than making it, even at the same moment", () => {
  const reaction = (action: string) => ({ sender: { id: person }, timestamp: at, reaction: { mid: "m_1", action } });
  expect(sent(reaction("react")).identity).not.toBe(sent(reaction("unreact")).identity);
  expect(sent(reaction("react")).identity).toBe(sent(reaction("react")).identity);
});

describe("who and where", () => {
  test("the person is the one who is not the Page, in echoes too", () => {
    const echo = { sender: { id: page }, recipient: { id: person }, message: { mid: "m", is_echo: true } };
    expect(sent(echo)).toMatchObject({ externalId: page, person, lane: `${page}:${person}` });
    const message = { sender: { id: person }, recipient: { id: page }, message: { mid: "m" } };
    expect(sent(message)).toMatchObject({ person, lane: `${page}:${person}` });
  });

  test("without a person the lane is the Page and the kind", () => {
    const item = { recipient: { id: page }, timestamp: at, policy_enforcement: { action: "block" } };
    expect(sent(item)).toMatchObject({ person: null, lane: `${page}:policy` });
  });

  test("a Page's own comment has no person", () => {
    const change = { field: "feed", value: { item: "comment", from: { id: page } } };
    expect(sent(change, "changes")).toMatchObject({ person: null, lane: `${page}:comment` });
  });

  test("an entry without an id belongs to the Page its item names", () => {
    const item = { sender: { id: person }, recipient: { id: page }, message: { mid: "m" } };
    expect(only(envelope([{ time: 1, messaging: [item] }]))).toMatchObject({ externalId: page, person });
  });

  test("numeric ids are texts, exact beyond 2^53", () => {
    const body = `{"entry":[{"id":171999997131834678,"messaging":[{"sender":{"id":10105655000959553},"recipient":{"id":171999997131834678},"message":{"mid":"m","n":1.50,"big":-12345678901234567890}}]}]}`;
    const item = only(Buffer.from(body));
    expect(item).toMatchObject({ externalId: "171999997131834678", person: "10105655000959553" });
    expect(item.item).toContain('"n":1.5,"big":"-12345678901234567890"');
  });
});

describe("when", () => {
  const moments: [unknown, number | null][] = [
    [at, at],
    [at / 1000, at],
    [String(at / 1000), at],
    [String(at), at],
    [undefined, null],
    [0, null],
    [-5, null],
    ["soon", null],
    [1e300, null],
    [true, null],
  ];
  test.each(moments)("timestamp %j is %j", (timestamp, occurredAt) => {
    expect(sent({ timestamp, read: { watermark: 1 } }).occurredAt).toBe(occurredAt);
  });

  test("a change says it in created_time; the entry's time is when it was sent and does not count", () => {
    const change = { field: "leadgen", value: { created_time: at / 1000 } };
    expect(sent(change, "changes").occurredAt).toBe(at);
    expect(sent({ field: "leadgen", value: {} }, "changes").occurredAt).toBeNull();
  });
});

describe("triggers", () => {
  const message = { mid: "m", text: "Blue" };
  const parties = { sender: { id: person }, recipient: { id: page } };

  test("a quick reply is a message as well", () => {
    const item = sent({ ...parties, message: { ...message, quick_reply: { payload: "B" } } });
    expect(item.kind).toBe("message");
    expect([...item.triggers].sort()).toEqual(["any", "message", "quick-reply"]);
  });

  test("standby is for nobody unasked", () => {
    expect(sent({ ...parties, message }, "standby")).toMatchObject({
      channel: "standby",
      triggers: ["message@standby", "any@standby"],
    });
  });

  test.each([clientId, Number(clientId)])("an echo of our own app (%j) is for nobody unasked", (appId) => {
    expect(sent({ ...parties, message: { ...message, is_echo: true, app_id: appId } }).triggers).toEqual([
      "echo@own-echo",
      "any@own-echo",
    ]);
  });

  test.each([undefined, 4711, "263902037430900"])("an echo of another app (%j) is an echo", (appId) => {
    const item = sent({ ...parties, message: { ...message, is_echo: true, app_id: appId } });
    expect(item.triggers).toEqual(["echo", "any"]);
  });
});

test("our mark is read from echoes only, and only when it is one of ours", () => {
  const mark = "srn_01jd3k7m2nq4r5s6t7v8w9x0yz";
  const of = (metadata: unknown, isEcho = true) =>
    sent({ sender: { id: page }, recipient: { id: person }, message: { mid: "m", is_echo: isEcho, metadata } })
      .correlation;
  expect(of(mark)).toBe(mark);
  expect(of(mark, false)).toBeNull();
  for (const other of ["DEVELOPER_DEFINED", `${mark}x`, 5, null]) expect(of(other)).toBeNull();
});

test("text and reference are what people search by", () => {
  expect(sent({ message: { mid: "m_1", text: "hi \0 there" } })).toMatchObject({ text: "hi  there", reference: "m_1" });
  expect(sent({ postback: { mid: "m_2", title: "Order" } })).toMatchObject({ text: "Order", reference: "m_2" });
  expect(sent({ message_edit: { mid: "m_3", text: "new", num_edit: 1 } })).toMatchObject({
    text: "new",
    reference: "m_3",
  });
  expect(sent({ reaction: { mid: "m_4" } })).toMatchObject({ text: null, reference: "m_4" });
});

describe("bodies that are not what they should be are kept", () => {
  test.each(["", "{", "hello", "{'a':1}", "[1,]", '\ufeff{"entry":[]}'])("no JSON: %j", (text) => {
    const item = only(Buffer.from(text));
    expect(item).toMatchObject({ kind: "unknown", externalId: null, item: "null", raw: Buffer.from(text) });
  });

  test("bytes that are no UTF-8 keep their bytes, and differ from others", () => {
    const one = only(Buffer.from([0x22, 0xff, 0x22]));
    const other = only(Buffer.from([0x22, 0xfe, 0x22]));
    expect(one.raw).toEqual(Buffer.from([0x22, 0xff, 0x22]));
    expect(key(one)).not.toBe(key(other));
  });

  test.each([
    "5",
    "null",
    "[]",
    "{}",
    '{"object":"page"}',
    '{"object":"page","entry":[]}',
    '{"entry":{"id":"1"}}',
    '{"entry":[{"id":"1","messaging":[]}]}',
  ])("without items: %s", (text) => {
    expect(only(Buffer.from(text))).toMatchObject({ kind: "unknown", item: text });
  });

  test.each([
    ['{"entry":[7]}', "7"],
    ['{"entry":[{"id":"1","messaging":[null]}]}', "null"],
    ['{"entry":[{"id":"1","messaging":{"message":{}}}]}', '{"message":{}}'],
    ['{"entry":[{"id":"1","changes":["x"]}]}', '"x"'],
    ['{"entry":[{"id":"1","changed_fields":["feed"]}]}', '{"id":"1","changed_fields":["feed"]}'],
  ])("odd items: %s", (text, item) => {
    expect(only(Buffer.from(text))).toMatchObject({ kind: "unknown", item });
  });

  test("an odd item does not take its neighbours with it", () => {
    const good = { sender: { id: person }, recipient: { id: page }, message: { mid: "m" } };
    const items = split(envelope([messaging([5, good, []]), { id: otherPage, messaging: null }]), setup);
    expect(items.map(({ kind }) => kind)).toEqual(["unknown", "message", "unknown"]);
  });

  test("a lone surrogate stays what it is", () => {
    const body = String.raw`{"entry":[{"id":"1","messaging":[{"message":{"mid":"m","text":"\ud83d"}}]}]}`;
    expect(only(Buffer.from(body)).item).toContain(String.raw`"\ud83d"`);
  });

  test("a new sending time of an entry nobody knows does not make it new", () => {
    const [one, again, other] = [1, 2, 1].map((time, index) =>
      only(envelope([{ id: page, time, changed_fields: [index === 2 ? "about" : "feed"] }])),
    );
    expect(one?.identity).toBe(again?.identity);
    expect(one?.identity).not.toBe(other?.identity);
  });
});

describe("laws", () => {
  const item = fc.record({
    who: fc.constantFrom(person, otherPerson),
    of: fc.constantFrom(page, otherPage),
    channel: fc.constantFrom("messaging", "standby"),
    mid: fc.stringMatching(/^m_[a-z]{1,2}$/),
    kind: fc.constantFrom("message", "echo", "postback", "read", "odd"),
  });
  type Sample = typeof item extends fc.Arbitrary<infer T> ? T : never;

  function itemOf({ who, of, mid, kind }: Sample): Record<string, unknown> {
    const incoming = { sender: { id: who }, recipient: { id: of }, timestamp: at };
    if (kind === "message") return { ...incoming, message: { mid, text: "hi" } };
    if (kind === "echo") return { sender: { id: of }, recipient: { id: who }, message: { mid, is_echo: true } };
    if (kind === "postback") return { ...incoming, postback: { mid, payload: "P" } };
    return kind === "read" ? { ...incoming, read: { watermark: at } } : { ...incoming, odd: mid };
  }

  /** Cuts items into POSTs, each item an entry of its own or together with the one before. */
  function posts(samples: readonly Sample[], cuts: readonly number[]): Buffer[] {
    const bodies: Record<string, unknown>[][] = [[]];
    samples.forEach((sample, index) => {
      const cut = cuts[index % cuts.length] ?? 0;
      if (cut === 0) bodies.push([]);
      const entries = bodies.at(-1) ?? [];
      const last = entries.at(-1);
      const list = last?.id === sample.of && cut === 1 ? last[sample.channel] : undefined;
      if (Array.isArray(list)) list.push(itemOf(sample));
      else entries.push(messaging([itemOf(sample)], sample.of, sample.channel));
    });
    return bodies.filter((entries) => entries.length > 0).map((entries) => envelope(entries));
  }

  test("any grouping into entries and POSTs gives the same things in the same order", () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 20 }), cuts, cuts, (samples, one, other) => {
        const keys = (list: readonly number[]) =>
          posts(samples, list)
            .flatMap((body) => split(body, setup))
            .map(key);
        expect(keys(one)).toHaveLength(samples.length);
        expect(keys(one)).toEqual(keys(other));
      }),
    );
  });

  /** The same law by another way: the built-in parser, which shows how each number was written. */
  function exact(json: string): string {
    const revive = (_: string, value: unknown, { source }: { source: string }) =>
      typeof value === "number" && /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? source : value;
    return JSON.stringify(JSON.parse(json, revive as Parameters<typeof JSON.parse>[1]));
  }

  test("big integers apart, an item is exactly what JSON.parse makes of it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), fc.boolean(), (value, withBig) => {
        const text = `{"entry":[{"id":"1","messaging":[${JSON.stringify(value)}${withBig ? ',{"n":12345678901234567890}' : ""}]}]}`;
        const [first, second] = split(Buffer.from(text), setup);
        expect(first?.item).toBe(exact(JSON.stringify(value)));
        if (withBig) expect(second?.item).toBe('{"n":"12345678901234567890"}');
      }),
    );
  });

  test("any shape under the known keys is survived", () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const keys = fc.constantFrom(
      "sender",
      "recipient",
      "timestamp",
      "message",
      "delivery",
      "read",
      "reaction",
      "value",
      "field",
      "postback",
      "message_edit",
    );
    const odd = fc.dictionary(
      keys,
      fc.oneof(
        value,
        fc.record(
          {
            id: value,
            mid: value,
            mids: value,
            text: value,
            num_edit: value,
            is_echo: value,
            metadata: value,
            watermark: value,
          },
          { requiredKeys: [] },
        ),
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom("messaging", "standby", "changes"),
        fc.array(odd, { minLength: 1 }),
        value,
        (channel, items, id) => {
          const result = split(envelope([{ id, [channel]: items }]), setup);
          expect(result.map((one) => one.item)).toEqual(items.map((one) => exact(JSON.stringify(one))));
        },
      ),
    );
  });
});
