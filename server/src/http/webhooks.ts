import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { newId } from "../base/id.ts";
import { type Receipt, type ReceiveDeps, receive, shakeHands } from "../ingest/receive.ts";
import type { Api } from "./api.ts";
import { answerBadAddress } from "./error.ts";
import { addWebhookShortcut, type WebhookAnswer } from "./webhook-shortcut.ts";

type Address = z.infer<typeof address>;

const address = z.object({ connector: z.string().max(100), key: z.string().max(200) });
/** No browser reads these answers, so they carry none of the headers that protect pages. */
const plain = { helmet: false } as const;

function answerOf(receipt: Receipt): WebhookAnswer {
  if (receipt.kind === "kept") return { status: 200, text: receipt.answer };
  // Nothing is revealed of why: the reason is counted and shown to the partner.
  if (receipt.kind === "rejected") return { status: 403, text: "Forbidden" };
  return { status: 404, text: "Not found" };
}

function answer(reply: FastifyReply, receipt: Receipt): FastifyReply {
  const { status, text } = answerOf(receipt);
  return reply.code(status).type("text/plain; charset=utf-8").send(text);
}

/**
 * Where applications send their events: one address per Setup, never rate-limited. The body reaches the connector as the
 * bytes that were sent, whatever its content type says.
 */
export function registerWebhooks(api: Api, deps: ReceiveDeps): void {
  api.register(async (webhooks) => {
    webhooks.removeAllContentTypeParsers();
    // A header that is no content type at all would be refused before any parser is asked.
    webhooks.addHook("onRequest", ({ headers }, _reply, done) => {
      headers["content-type"] = "application/octet-stream";
      done();
    });
    webhooks.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    webhooks.get(
      "/webhooks/:connector/:key",
      { ...plain, schema: { params: address, hide: true } },
      async (request, reply) => {
        const query = request.query as Record<string, unknown>;
        return answer(reply, await shakeHands(deps, request.params as Address, query));
      },
    );
    webhooks.post(
      "/webhooks/:connector/:key",
      { ...plain, schema: { params: address, hide: true } },
      async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const { headers, query } = request;
        const incoming = { headers, query: query as Record<string, unknown>, body };
        return answer(reply, await receive(deps, request.params as Address, incoming));
      },
    );
  });
  addWebhookShortcut(api, {
    take: (where, request) => receive(deps, where, request).then(answerOf),
    fail: (error, response) => fail(api, error, response),
  });
}

function fail(api: Api, error: unknown, response: ServerResponse<IncomingMessage>): void {
  const reference = newId();
  answerBadAddress(error, reference, response);
  if (response.statusCode >= 500) api.log.error({ err: error, reference }, "a webhook could not be taken");
}
