import swagger from "@fastify/swagger";
import { condition, errorBody, inputSource } from "@velodrome/contract";
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Settings } from "../account/settings.ts";
import type { Api } from "./api.ts";

const description = `The API of this installation. Lists answer \`items\` and \`nextCursor\`, newest first; times are ISO 8601 in UTC.
Wherever an address says \`{account}\`, an account's id or its externalId will do.
Every answer other than 2xx is an error body whose \`message\` says what to do.`;

/** What refers to itself can only be described under a name. */
const named = z.registry<{ id: string }>().add(condition, { id: "Condition" }).add(inputSource, { id: "InputSource" });

/** Before the routes: it reads each as it is registered. */
export async function addOpenApi(api: Api, version: string): Promise<void> {
  await api.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Velodrome", version, description },
      components: {
        securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
        schemas: { Error: z.toJSONSchema(errorBody) as Record<string, unknown> },
        responses: {
          Error: {
            description: "What went wrong and what to do",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
          },
        },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry: named }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: named }),
  });
}

/** `GET /openapi.json`, with the address that the installation has at that moment. */
export function registerOpenApi(api: Api, deps: { settings: Settings }): void {
  api.get("/openapi.json", { schema: { hide: true } }, async () => {
    const { publicUrl } = await deps.settings.general();
    return { ...describeErrors(api.swagger()), servers: [{ url: publicUrl }] };
  });
}

/** Every operation may answer an error; those under `/v1` need a caller. */
function describeErrors(document: object) {
  const paths = Object.entries((document as OpenApiPaths).paths ?? {}).map(([path, operations]) => {
    const security = path.startsWith("/v1/") ? { security: [{ bearer: [] }] } : {};
    const described = Object.entries(operations).map(([method, operation]) => [
      method,
      {
        ...operation,
        ...security,
        ...(operation.requestBody && { requestBody: describeBody(operation.requestBody) }),
        responses: { ...operation.responses, default: { $ref: "#/components/responses/Error" } },
      },
    ]);
    return [path, Object.fromEntries(described)];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

/** What may be null may be left out: a generated client need not send a body for the sake of one. */
function describeBody(body: OpenApiBody): OpenApiBody {
  const contents = Object.entries(body.content ?? {});
  const isNull = (way: object): boolean => "type" in way && way.type === "null";
  if (!contents.some(([, { schema }]) => schema?.anyOf?.some(isNull))) return body;
  const content = contents.map(([type, { schema }]) => {
    const [only, ...more] = schema?.anyOf?.filter((way) => !isNull(way)) ?? [];
    return [type, { schema: more.length === 0 && only !== undefined ? only : schema }];
  });
  return { ...body, required: false, content: Object.fromEntries(content) };
}

interface OpenApiBody {
  required?: boolean;
  content?: Record<string, { schema?: { anyOf?: object[] } }>;
}

interface OpenApiPaths {
  paths?: Record<string, Record<string, { responses?: Record<string, unknown>; requestBody?: OpenApiBody }>>;
}
