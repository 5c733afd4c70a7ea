import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { look, type Said, say } from "../messenger/person-acts.ts";
import type { Courier } from "../webhook/courier.ts";
import type { Page, Person } from "../world/shape.ts";
import { findPage, findPerson, type World } from "../world/world.ts";
import { found, parse } from "./error.ts";
import { threadView } from "./views.ts";

const tap = z.strictObject({ title: z.string().min(1), payload: z.string() });

const saidSchema = z
  .strictObject({
    page: z.string(),
    text: z.string().min(1, "There is nothing to send").max(20_000).optional(),
    quickReply: tap.optional(),
    postback: tap.optional(),
  })
  .refine(
    (said) => [said.text, said.quickReply, said.postback].filter((part) => part !== undefined).length === 1,
    "Give exactly one of text, quickReply, postback",
  );

const pageSchema = z.strictObject({ page: z.string() });

interface PersonPath {
  Params: { psid: string };
}

/** What a person does in the chat; tests do the same through here. */
export async function peopleRoutes(server: FastifyInstance, deps: { world: World; courier: Courier }): Promise<void> {
  const { world } = deps;
  const between = (psid: string, pageId: string): { person: Person; page: Page } => ({
    person: found(findPerson(world, psid), `person ${psid}`),
    page: found(findPage(world, pageId), `Page ${pageId}`),
  });

  server.post<PersonPath>("/_sandbox/people/:psid/messages", (request, reply) => {
    const body = parse(saidSchema, request.body);
    const { person, page } = between(request.params.psid, body.page);
    return reply.code(201).send(say(deps, person, page, saidOf(body)));
  });

  server.post<PersonPath>("/_sandbox/people/:psid/read", (request, reply) => {
    const { person, page } = between(request.params.psid, parse(pageSchema, request.body).page);
    return reply.send({ seen: look(deps, person, page) });
  });

  server.get<{ Params: { pageId: string; psid: string } }>("/_sandbox/threads/:pageId/:psid", (request, reply) => {
    const { person, page } = between(request.params.psid, request.params.pageId);
    return reply.send(threadView(world, page.id, person.id));
  });
}

function saidOf(body: z.infer<typeof saidSchema>): Said {
  if (body.quickReply) return { quickReply: body.quickReply };
  if (body.postback) return { postback: body.postback };
  return { text: body.text ?? "" };
}
