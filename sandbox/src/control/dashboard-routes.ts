import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { subscribePage } from "../graph/subscriptions.ts";
import { pageFields } from "../graph/page-fields.ts";
import { isAllowedAddress } from "../webhook/address.ts";
import { saveCallback } from "../webhook/callback.ts";
import type { Courier } from "../webhook/courier.ts";
import { findApp, findPage, type World } from "../world/world.ts";
import { ControlError, found, parse } from "./error.ts";

const fields = z.array(z.string().refine((field) => pageFields.has(field), "Not a field of a Page"));

const webhookSchema = z.strictObject({
  url: z.string().refine(isAllowedAddress, "The callback URL must begin with https://, or http:// on localhost"),
  verifyToken: z.string().min(1, "The Verify Token must not be empty"),
  fields,
});

const linkSchema = z.strictObject({ fields });

interface AppPath {
  Params: { appId: string };
}

/** The small app dashboard: secrets on request, the webhook, the Pages' subscriptions. */
export async function dashboardRoutes(
  server: FastifyInstance,
  deps: { world: World; courier: Courier },
): Promise<void> {
  const { world } = deps;
  const app = (id: string) => found(findApp(world, id), `app ${id}`);
  const page = (id: string) => found(findPage(world, id), `Page ${id}`);

  server.get<AppPath>("/_sandbox/apps/:appId/secret", (request, reply) => {
    return reply.send({ secret: app(request.params.appId).secret });
  });

  server.get<{ Params: { pageId: string } }>("/_sandbox/pages/:pageId/token", (request, reply) => {
    const { id, accessToken } = page(request.params.pageId);
    return reply.send({ accessToken: found(accessToken ?? undefined, `token that Page ${id} had from the beginning`) });
  });

  server.put<AppPath>("/_sandbox/apps/:appId/webhook", async (request, reply) => {
    const wanted = parse(webhookSchema, request.body);
    const known = app(request.params.appId);
    try {
      await saveCallback(deps, known, wanted);
    } catch (cause) {
      throw new ControlError(422, cause instanceof Error ? cause.message : String(cause));
    }
    return reply.send({ verified: true });
  });

  server.put<{ Params: { pageId: string; appId: string } }>("/_sandbox/pages/:pageId/apps/:appId", (request, reply) => {
    const wanted = parse(linkSchema, request.body);
    const known = page(request.params.pageId);
    const { id } = app(request.params.appId);
    if (wanted.fields.length > 0) subscribePage(known, id, wanted.fields);
    else known.apps = known.apps.filter((link) => link.id !== id);
    world.publish({ type: "world" });
    return reply.send({ apps: known.apps });
  });
}
