import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { pingApp } from "../webhook/ping.ts";
import { changePassword, loseRole, removeApp } from "../world/person-fates.ts";
import { idSchema } from "../world/seed.ts";
import { addPerson, findApp, findPage, findPerson, freshId, type World } from "../world/world.ts";
import { ControlError, found, parse } from "./error.ts";

const usualTasks = ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"];

const name = z.string().trim().min(1, "A person needs a name").max(80);

const changeSchema = z
  .strictObject({
    name,
    pages: z.array(z.strictObject({ id: z.string(), tasks: z.array(z.string()).default(usualTasks) })),
    roles: z.array(z.string()),
    accountsEmpty: z.boolean(),
  })
  .partial();

const pageSchema = z.strictObject({
  name: z.string().trim().min(1, "A Page needs a name"),
  id: idSchema.optional(),
});

interface PersonPath {
  Params: { psid: string };
}

/** Who there is, what they have roles on, and what happens to them that ends tokens. */
export async function personRoutes(server: FastifyInstance, { world }: { world: World }): Promise<void> {
  const person = (id: string) => found(findPerson(world, id), `person ${id}`);
  const app = (id: string) => found(findApp(world, id), `app ${id}`);
  const page = (id: string) => found(findPage(world, id), `Page ${id}`);
  const check = ({ pages, roles }: z.infer<typeof changeSchema>) => {
    for (const { id } of pages ?? []) page(id);
    for (const id of roles ?? []) app(id);
  };

  server.post("/_sandbox/pages", (request, reply) => {
    const wanted = parse(pageSchema, request.body);
    const isTaken = (id: string) => findPage(world, id) !== undefined;
    if (wanted.id !== undefined && isTaken(wanted.id)) throw new ControlError(409, "This Page ID is taken.");
    const id = wanted.id ?? freshId(isTaken);
    const made = { id, name: wanted.name, accessToken: null, tokenAppId: null, tokenDeath: null, apps: [] };
    world.state.pages.push(made);
    world.publish({ type: "world" });
    return reply.code(201).send(made);
  });

  server.post("/_sandbox/people", (request, reply) => {
    const wanted = parse(changeSchema.extend({ name }), request.body);
    check(wanted);
    const { pages = [], roles = [], accountsEmpty = false } = wanted;
    return reply.code(201).send(addPerson(world, { name: wanted.name, pages, roles, accountsEmpty }));
  });

  server.patch<PersonPath>("/_sandbox/people/:psid", (request, reply) => {
    const known = person(request.params.psid);
    const wanted = parse(changeSchema, request.body);
    check(wanted);
    const { pages, ...change } = wanted;
    if (pages) {
      const lost = known.pages.filter(({ id }) => pages.every((role) => role.id !== id));
      for (const { id } of lost) loseRole(world, known, page(id));
      known.pages = pages;
    }
    Object.assign(known, change);
    world.publish({ type: "world" });
    return reply.send(known);
  });

  server.post<PersonPath>("/_sandbox/people/:psid/password", (request, reply) => {
    return reply.send({ ended: changePassword(world, person(request.params.psid)) });
  });

  server.delete<{ Params: { psid: string; appId: string } }>(
    "/_sandbox/people/:psid/apps/:appId",
    async (request, reply) => {
      const known = person(request.params.psid);
      const left = app(request.params.appId);
      const ended = removeApp(world, known, left.id);
      return reply.send({ ended, ping: await pingApp(world, left, "deauthorize", { person: known }) });
    },
  );

  server.delete<{ Params: { psid: string; pageId: string } }>(
    "/_sandbox/people/:psid/pages/:pageId",
    (request, reply) => {
      const ended = loseRole(world, person(request.params.psid), page(request.params.pageId));
      return reply.send({ ended });
    },
  );
}
