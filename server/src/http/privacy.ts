import { z } from "zod";
import {
  type PrivacyReceipt,
  type PrivacyRequestDeps,
  type PrivacyStatus,
  readPrivacyStatus,
  takePrivacyRequest,
} from "../connection/privacy-requests.ts";
import type { Api } from "./api.ts";

const address = z.object({ connector: z.string().max(100), key: z.string().max(200) });
const kinds = ["deauthorize", "data-deletion"] as const;

/** Meta sends a form of some hundred bytes. */
const bodyLimit = 64 * 1024;

/** What applications call when a person or a Page removes them, and the page that says how far it is. */
export function registerPrivacy(api: Api, deps: PrivacyRequestDeps): void {
  api.register(async (callbacks) => {
    callbacks.removeAllContentTypeParsers();
    callbacks.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    for (const kind of kinds) {
      callbacks.post(
        `/webhooks/:connector/:key/${kind}`,
        { bodyLimit, schema: { params: address, hide: true } },
        async (request, reply) => {
          const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
          const params = request.params as z.infer<typeof address>;
          const { status, answer } = answerTo(await takePrivacyRequest(deps, { ...params, kind }, body));
          return reply.code(status).send(answer);
        },
      );
    }
  });
  api.get(
    "/privacy/deletions/:code",
    { schema: { params: z.object({ code: z.string().max(100) }), hide: true } },
    async (request, reply) => {
      const status = await readPrivacyStatus(deps.database.pool, request.params.code);
      return reply
        .code(status === null ? 404 : 200)
        .header("cache-control", "no-store")
        .type("text/html; charset=utf-8")
        .send(page(status));
    },
  );
}

function answerTo(receipt: PrivacyReceipt): { status: number; answer: object } {
  if (receipt.kind === "unknown") return { status: 404, answer: { error: "not_found" } };
  if (receipt.kind === "refused") return { status: 403, answer: { error: "forbidden" } };
  return { status: 200, answer: { url: receipt.url, confirmation_code: receipt.code } };
}

const said: Readonly<Record<PrivacyStatus["status"], string>> = {
  waiting: "Your request has arrived and waits for its turn.",
  working: "Your request is being worked on: names and access are being erased.",
  done: "Done. Names, access and what was granted have been erased.",
};

/** Nothing in it comes from outside but times. */
function page(status: PrivacyStatus | null): string {
  const lines =
    status === null
      ? ["There is no request with this code. Look whether the address is complete."]
      : [
          said[status.status],
          `Asked on ${inWords(status.createdAt)}.`,
          ...(status.finishedAt === null ? [] : [`Done on ${inWords(status.finishedAt)}.`]),
        ];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>Deletion of data</title></head>
<body><main><h1>Deletion of data</h1>
${lines.map((line) => `<p>${line}</p>`).join("\n")}
</main></body>
</html>
`;
}

const inWords = (moment: Date): string => `${moment.toISOString().slice(0, 16).replace("T", " at ")} UTC`;
