import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";

/**
 * The least that can be done for one message: check the signature, parse, answer, decide and post the reply. Nothing is
 * stored, nothing is repeated, and a reply that fails is lost. What a product adds is measured against this.
 */
const appSecret = process.env.BENCH_APP_SECRET ?? "";
const graph = new Pool(process.env.BENCH_GRAPH_URL ?? "", { connections: 32 });

interface Webhook {
  readonly entry: readonly [{ messaging: readonly [{ sender: { id: string }; message: { text: string } }] }];
}

function isSigned(body: Buffer, signature: string): boolean {
  const wanted = Buffer.from(`sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`);
  const given = Buffer.from(signature);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

async function reply(webhook: Webhook): Promise<void> {
  const [item] = webhook.entry[0].messaging;
  if (!item.message.text.includes("hi")) return;
  const response = await graph.request({
    path: "/v25.0/me/messages?access_token=token",
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ recipient: { id: item.sender.id }, message: { text: `Hello ${item.message.text}` } }),
  });
  await response.body.dump();
}

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => {
    const body = Buffer.concat(pieces);
    if (!isSigned(body, String(request.headers["x-hub-signature-256"]))) {
      response.statusCode = 403;
      response.end();
      return;
    }
    const webhook = JSON.parse(body.toString()) as Webhook;
    response.end("EVENT_RECEIVED");
    void reply(webhook);
  });
});

server.listen(0, "127.0.0.1", () => console.log(`listening on ${(server.address() as AddressInfo).port}`));
