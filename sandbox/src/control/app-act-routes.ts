import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { pingApp } from "../webhook/ping.ts";
import { issueDashboardToken } from "../world/app-acts.ts";
import { callbackKinds } from "../world/shape.ts";
import { findApp, findPage, findPerson, type World } from "../world/world.ts";
import { ControlError, found, parse } from "./error.ts";

const aboutSchema = z
  .strictObject({ person: z.string().optional(), page: z.string().optional() })
  .refine(({ person, page }) => (person === undefined) !== (page === undefined), "Give a person or a page");

const tokenSchema = z.strictObject({ person: z.string() });

/** What the dashboard's buttons do: send a signed_request, generate a Page token. */
export async function appActRoutes(server: FastifyInstance, { world }: { world: World }): Promise<void> {
  const app = (id: string) => found(findApp(world, id), `app ${id}`);
  const page = (id: string) => found(findPage(world, id), `Page ${id}`);
  const person = (id: string) => found(findPerson(world, id), `person ${id}`);

  server.post<{ Params: { appId: string; kind: string } }>(
    "/_sandbox/apps/:appId/callbacks/:kind",
    async (request, reply) => {
      const kind = parse(z.enum(callbackKinds), request.params.kind);
      const about = parse(aboutSchema, request.body);
      const whom = about.person === undefined ? { page: page(about.page ?? "") } : { person: person(about.person) };
      const ping = await pingApp(world, app(request.params.appId), kind, whom);
      if (!ping) throw new ControlError(422, "The app has no such address yet.");
      return reply.send(ping);
    },
  );

  server.post<{ Params: { appId: string; pageId: string } }>(
    "/_sandbox/apps/:appId/pages/:pageId/token",
    (request, reply) => {
      const { appId, pageId } = request.params;
      const whose = person(parse(tokenSchema, request.body).person);
      const known = page(pageId);
      if (whose.pages.every(({ id }) => id !== known.id)) {
        throw new ControlError(422, `${whose.name} has no role on ${known.name}.`);
      }
      return reply.code(201).send({ accessToken: issueDashboardToken(world, app(appId), whose, known).value });
    },
  );
}
