import { expect, it } from "vitest";
import { deliveryItem, echoItem, envelope, messageItem, postbackItem, readItem } from "./payload.ts";

const between = { pageId: "100", psid: "700", at: 1_458_692_752_478 };

it("wraps one item as Meta does, with the time in ms", () => {
  const item = messageItem(between, "m_1", { text: "hello, world!" });
  expect(JSON.parse(envelope("100", 1_458_692_752_500, item))).toEqual({
    object: "page",
    entry: [
      {
        id: "100",
        time: 1_458_692_752_500,
        messaging: [
          {
            sender: { id: "700" },
            recipient: { id: "100" },
            timestamp: 1_458_692_752_478,
            message: { mid: "m_1", text: "hello, world!" },
          },
        ],
      },
    ],
  });
});

it("swaps sender and recipient in an echo and names the app as a number", () => {
  const content = { text: "Hi", metadata: "run_1", quick_replies: [{ content_type: "text" }] };
  expect(echoItem(between, "m_2", "820000000000001", content)).toEqual({
    sender: { id: "100" },
    recipient: { id: "700" },
    timestamp: between.at,
    message: { mid: "m_2", is_echo: true, app_id: 820_000_000_000_001, text: "Hi", metadata: "run_1" },
  });
});

it("keeps an app id that a number cannot hold as a string, and lists an attachment", () => {
  const attachment = { type: "image", payload: { url: "https://example.com/a.png" } };
  expect(echoItem(between, "m_2", "12345678901234567", { attachment })).toMatchObject({
    message: { app_id: "12345678901234567", attachments: [attachment] },
  });
});

it("tells of postbacks, deliveries and reads", () => {
  expect(postbackItem(between, "m_3", { title: "Order", payload: "O1" })).toMatchObject({
    postback: { mid: "m_3", title: "Order", payload: "O1" },
  });
  expect(deliveryItem(between, ["m_1"])).toMatchObject({ delivery: { mids: ["m_1"], watermark: between.at } });
  expect(readItem(between)).toMatchObject({ sender: { id: "700" }, read: { watermark: between.at } });
});
