import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type Faults, faultSchema } from "../graph/faults.ts";
import type { World } from "../world/world.ts";
import { parse } from "./error.ts";
import type { Live } from "./live.ts";
import { stateView } from "./views.ts";

const sinceSchema = z.object({ since: z.coerce.number().int().min(0).default(0) });

/** What tests ask: faults to order, calls and state to look at; and the live stream of the chat. */
export async function judgeRoutes(
  server: FastifyInstance,
  deps: { world: World; faults: Faults; live: Live },
): Promise<void> {
  const { world, faults, live } = deps;

  server.get("/_sandbox/state", (_request, reply) => reply.send(stateView(world)));

  server.get("/_sandbox/calls", (request, reply) => {
    const { since } = parse(sinceSchema, request.query);
    const { calls } = world.state;
    return reply.send({ calls: calls.filter((call) => call.seq > since), last: calls.at(-1)?.seq ?? 0 });
  });

  server.get("/_sandbox/faults", (_request, reply) => reply.send({ faults: faults.list() }));

  server.post("/_sandbox/faults", (request, reply) => {
    faults.add(parse(faultSchema, request.body));
    return reply.code(201).send({ faults: faults.list() });
  });

  server.delete("/_sandbox/faults", (_request, reply) => {
    faults.clear();
    return reply.send({ faults: [] });
  });

  server.get("/_sandbox/live", (request, reply) => {
    reply.hijack();
    live.add(reply.raw);
    request.raw.on("error", () => reply.raw.destroy());
  });
}
