import fastify from "fastify";
import type { Api } from "./api.ts";

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Velodrome API</title>
  </head>
  <body>
    <div id="reference"></div>
    <script src="/docs/scalar.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/** Everything that would call out is off: fonts, proxy, telemetry, the vendor's assistant. */
const start = `Scalar.createApiReference("#reference", ${JSON.stringify({
  url: "/openapi.json",
  withDefaultFonts: false,
  telemetry: false,
  showDeveloperTools: "never",
  hideClientButton: true,
  agent: { disabled: true, hideAddApi: true },
  mcp: { disabled: true },
})});
`;

const dayInSeconds = 24 * 60 * 60;

/** The reference page of the API, all of it served from here and without a script in the page. */
export function registerDocs(api: Api): void {
  const schema = { hide: true };
  let script: Promise<string> | null = null;
  api.get("/docs", { schema }, (_request, reply) => reply.type("text/html; charset=utf-8").send(page));
  api.get("/docs/start.js", { schema }, (_request, reply) => reply.type("text/javascript; charset=utf-8").send(start));
  api.get("/docs/scalar.js", { schema }, async (_request, reply) => {
    script ??= readScalar();
    return reply
      .type("text/javascript; charset=utf-8")
      .header("cache-control", `public, max-age=${dayInSeconds}`)
      .send(await script);
  });
}

/**
 * The package carries its script (5 MB) inside a plugin whose own page has a script in it, which our policy forbids;
 * so the plugin is asked for the script alone, and only once somebody opens the page.
 */
async function readScalar(): Promise<string> {
  const { default: reference } = await import("@scalar/fastify-api-reference");
  const aside = fastify();
  await aside.register(reference, { routePrefix: "/docs", configuration: { url: "/openapi.json" } });
  const answer = await aside.inject("/docs/js/scalar.js");
  await aside.close();
  if (answer.statusCode !== 200) {
    throw new Error(`The reference page's script could not be read from its package: status ${answer.statusCode}.`);
  }
  return answer.body;
}
