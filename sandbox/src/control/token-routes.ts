import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type TokenDeath, tokenDeaths } from "../world/credential-shape.ts";
import type { World } from "../world/world.ts";
import { found, parse } from "./error.ts";
import { tokenViews } from "./views.ts";

const filterSchema = z.object({
  app: z.string().optional(),
  person: z.string().optional(),
  page: z.string().optional(),
});

const killSchema = z.strictObject({ reason: z.enum(tokenDeaths) });

const clockSchema = z.strictObject({
  advanceMs: z
    .int()
    .min(1)
    .max(400 * 86_400_000),
});

interface TokenPath {
  Params: { id: string };
}

/** The tokens that were issued: to look at, to copy for a test, and to end. And the clock they end by. */
export async function tokenRoutes(server: FastifyInstance, { world }: { world: World }): Promise<void> {
  server.get("/_sandbox/tokens", (request, reply) => {
    const { app, person, page } = parse(filterSchema, request.query);
    const tokens = tokenViews(world).filter(
      (token) =>
        (app === undefined || token.appId === app) &&
        (person === undefined || token.personId === person) &&
        (page === undefined || token.pageId === page),
    );
    return reply.send({ tokens });
  });

  server.get<TokenPath>("/_sandbox/tokens/:id/value", (request, reply) => {
    return reply.send({ value: handleOf(world, request.params.id).value });
  });

  server.post<TokenPath>("/_sandbox/tokens/:id/kill", (request, reply) => {
    const { reason } = parse(killSchema, request.body);
    handleOf(world, request.params.id).kill(reason);
    world.publish({ type: "world" });
    return reply.send({ token: tokenViews(world).find(({ id }) => id === request.params.id) });
  });

  server.post("/_sandbox/clock", (request, reply) => {
    world.advance(parse(clockSchema, request.body).advanceMs);
    world.publish({ type: "world" });
    return reply.send({ now: world.now() });
  });
}

/** A token somebody was given, or (`page:{id}`) the one a Page had from the beginning. */
function handleOf(world: World, id: string): { value: string; kill(reason: TokenDeath): void } {
  const page = world.state.pages.find((each) => `page:${each.id}` === id);
  if (page) {
    const value = found(page.accessToken ?? undefined, `token ${id}`);
    return { value, kill: (reason) => (page.tokenDeath = reason) };
  }
  const token = found(
    world.state.tokens.find((each) => each.id === id),
    `token ${id}`,
  );
  return { value: token.value, kill: (reason) => (token.death = reason) };
}
