import fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { appActRoutes } from "./control/app-act-routes.ts";
import { appRoutes } from "./control/app-routes.ts";
import { dashboardRoutes } from "./control/dashboard-routes.ts";
import { ControlError } from "./control/error.ts";
import { judgeRoutes } from "./control/judge-routes.ts";
import { Live } from "./control/live.ts";
import { peopleRoutes } from "./control/people-routes.ts";
import { personRoutes } from "./control/person-routes.ts";
import { tokenRoutes } from "./control/token-routes.ts";
import { Faults } from "./graph/faults.ts";
import { graphRoutes } from "./graph/routes.ts";
import { dialogRoutes } from "./login/dialog-routes.ts";
import { guard } from "./web/guard.ts";
import { pageFiles } from "./web/page-files.ts";
import { Courier } from "./webhook/courier.ts";
import { type Schedule, timerSchedule } from "./webhook/schedule.ts";
import { Verifier } from "./webhook/verifier.ts";
import type { State } from "./world/shape.ts";
import { type Chance, createWorld, realChance, type World } from "./world/world.ts";

export interface Sandbox {
  server: FastifyInstance;
  world: World;
  /** Begins to verify callbacks and to bring what is undelivered. */
  begin(): void;
  close(): Promise<void>;
}

export interface SandboxOptions {
  state: State;
  host?: string;
  chance?: Chance;
  schedule?: Schedule;
}

/** The whole stand-in around one state. Nothing listens yet: call `server.listen` or `server.inject`. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = createWorld(options.state, options.chance ?? realChance);
  const schedule = options.schedule ?? timerSchedule;
  const courier = new Courier(world, schedule);
  const verifier = new Verifier(world, courier, schedule);
  const live = new Live(world);
  const faults = new Faults();
  const server = fastify({ forceCloseConnections: true, bodyLimit: 1_048_576 });
  guard(server, options.host ?? "127.0.0.1");
  server.setErrorHandler(answerError);
  await server.register(pageFiles);
  await server.register(peopleRoutes, { world, courier });
  await server.register(personRoutes, { world });
  await server.register(appRoutes, { world });
  await server.register(appActRoutes, { world });
  await server.register(dashboardRoutes, { world, courier });
  await server.register(tokenRoutes, { world });
  await server.register(judgeRoutes, { world, faults, live });
  server.all("/_sandbox/*", () => {
    throw new ControlError(404, "There is nothing at this address.");
  });
  await server.register(dialogRoutes, { world });
  await server.register(graphRoutes, { world, courier, faults });
  return {
    server,
    world,
    begin() {
      courier.resume();
      verifier.start();
    },
    async close() {
      verifier.close();
      courier.close();
      live.close();
      await server.close();
    },
  };
}

async function answerError(
  error: FastifyError | ControlError,
  _request: unknown,
  reply: { code(status: number): { send(body: unknown): unknown } },
): Promise<void> {
  const status = error instanceof ControlError ? error.status : (error.statusCode ?? 500);
  if (status >= 500) process.stderr.write(`${error.stack ?? error.message}\n`);
  reply.code(status).send({ error: { message: error.message } });
}
