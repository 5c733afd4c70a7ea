import { listOf, listQuery, notice } from "@velodrome/contract";
import { z } from "zod";
import { dismissNotice, listNotices, type NoticeDeps, type NoticeListDeps } from "../account/notices.ts";
import type { Api } from "./api.ts";

const tags = ["Notices"];

export function registerNotices(api: Api, deps: NoticeListDeps & NoticeDeps): void {
  api.get(
    "/v1/notices",
    {
      schema: {
        tags,
        summary: "List what has to be mended, the worst first",
        querystring: listQuery,
        response: { 200: listOf(notice) },
      },
    },
    (request) => listNotices(deps, request.query),
  );
  api.post(
    "/v1/notices/:id/dismiss",
    {
      schema: {
        tags,
        summary: "Put a notice away until it is raised anew",
        params: z.object({ id: z.string().max(200) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await dismissNotice(deps, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
