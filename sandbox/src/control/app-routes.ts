import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { permissionWords } from "../login/permissions.ts";
import { isAllowedAddress } from "../webhook/address.ts";
import { addApp, addConfiguration, replaceSecret } from "../world/app-acts.ts";
import { appSettingsSchema, idSchema } from "../world/seed.ts";
import { configurationSchema } from "../world/shape.ts";
import { findApp, type World } from "../world/world.ts";
import { ControlError, found, parse } from "./error.ts";

const address = z.string().refine(isAllowedAddress, "Only addresses with https, or http on localhost");

const changeSchema = appSettingsSchema
  .omit({ configurations: true })
  .extend({
    name: z.string().trim().min(1, "An app needs a name"),
    redirectUris: z.array(address),
    deauthorizeUrl: address.nullable(),
    dataDeletionUrl: address.nullable(),
  })
  .partial();

const newAppSchema = changeSchema.extend({
  id: idSchema.optional(),
  name: z.string().trim().min(1, "An app needs a name"),
  secret: z.string().min(1).optional(),
});

const secretSchema = z.strictObject({ secret: z.string().min(1).optional() }).default({});

const newConfigurationSchema = z.strictObject({
  name: z.string().trim().min(1, "A configuration needs a name"),
  through: configurationSchema.shape.through.default("user"),
  permissions: z
    .array(z.string().refine((permission) => permissionWords.has(permission), "Not a permission Meta knows"))
    .min(1, "A configuration needs a permission"),
  expires: configurationSchema.shape.expires.default("never"),
});

interface AppPath {
  Params: { appId: string };
}

/** Settings of an app, as its App Dashboard has them. */
export async function appRoutes(server: FastifyInstance, { world }: { world: World }): Promise<void> {
  const app = (id: string) => found(findApp(world, id), `app ${id}`);

  server.post("/_sandbox/apps", (request, reply) => {
    const wanted = parse(newAppSchema, request.body);
    if (wanted.id !== undefined && findApp(world, wanted.id)) throw new ControlError(409, "This App ID is taken.");
    return reply.code(201).send(addApp(world, wanted));
  });

  server.patch<AppPath>("/_sandbox/apps/:appId", (request, reply) => {
    const known = app(request.params.appId);
    const { redirectUris = known.redirectUris, ...change } = parse(changeSchema, request.body);
    Object.assign(known, change, { redirectUris: [...new Set(redirectUris)] });
    world.publish({ type: "world" });
    const { secret: _, ...shown } = known;
    return reply.send(shown);
  });

  server.post<AppPath>("/_sandbox/apps/:appId/secret", (request, reply) => {
    const { secret } = parse(secretSchema, request.body ?? {});
    return reply.send({ secret: replaceSecret(world, app(request.params.appId), secret) });
  });

  server.post<AppPath>("/_sandbox/apps/:appId/configurations", (request, reply) => {
    const wanted = parse(newConfigurationSchema, request.body);
    return reply.code(201).send(addConfiguration(world, app(request.params.appId), wanted));
  });

  server.delete<{ Params: { appId: string; id: string } }>(
    "/_sandbox/apps/:appId/configurations/:id",
    (request, reply) => {
      const known = app(request.params.appId);
      found(
        known.configurations.find(({ id }) => id === request.params.id),
        `configuration ${request.params.id}`,
      );
      known.configurations = known.configurations.filter(({ id }) => id !== request.params.id);
      world.publish({ type: "world" });
      return reply.send({ configurations: known.configurations });
    },
  );
}
