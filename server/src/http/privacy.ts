import { z } from "zod";
import type { Settings } from "../account/settings.ts";
import {
  type PrivacyReceipt,
  type PrivacyRequestDeps,
  type PrivacyStatus,
  readPrivacyStatus,
  takePrivacyRequest,
} from "../connection/privacy-requests.ts";
import type { Api } from "./api.ts";
import { sendConnectPage } from "./connect-frame.ts";
import { type Html, html } from "../base/html.ts";

export interface PrivacyRouteDeps extends PrivacyRequestDeps {
  settings: Pick<Settings, "general">;
}

const address = z.object({ connector: z.string().max(100), key: z.string().max(200) });
const kinds = ["deauthorize", "data-deletion"] as const;

/** Meta sends a form of some hundred bytes. */
const bodyLimit = 64 * 1024;

/** What applications call when a person or a Page removes them, and the page that says how far it is. */
export function registerPrivacy(api: Api, deps: PrivacyRouteDeps): void {
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
      const { displayName: partner } = await deps.settings.general();
      return sendConnectPage(reply, { title, partner, content: said(status), ...again(status) }, status ? 200 : 404);
    },
  );
}

function answerTo(receipt: PrivacyReceipt): { status: number; answer: object } {
  if (receipt.kind === "unknown") return { status: 404, answer: { error: "not_found" } };
  if (receipt.kind === "refused") return { status: 403, answer: { error: "forbidden" } };
  return { status: 200, answer: { url: receipt.url, confirmation_code: receipt.code } };
}

const title = "Deletion of data";

const words: Readonly<Record<PrivacyStatus["status"], string>> = {
  waiting: "Your request has arrived and waits for its turn.",
  working: "Your request is being worked on: names and access are being erased.",
  done: "Done. Names, access and what was granted have been erased.",
};

/** Whoever waits sees the end without asking again. */
const again = (status: PrivacyStatus | null) =>
  status === null || status.status === "done" ? {} : { reload: { seconds: 10, idle: false } };

const said = (status: PrivacyStatus | null): Html =>
  status === null
    ? html`<h1>${title}</h1><p>There is no request with this code. Look whether the address is complete.</p>`
    : html`<h1>${title}</h1><p>${words[status.status]}</p>
<p class="soft">Asked on ${inWords(status.createdAt)}.</p>
${status.finishedAt === null ? null : html`<p class="soft">Done on ${inWords(status.finishedAt)}.</p>`}`;

const inWords = (moment: Date): string => `${moment.toISOString().slice(0, 16).replace("T", " at ")} UTC`;
