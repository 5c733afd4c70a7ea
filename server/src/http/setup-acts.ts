import {
  registerWebhook as registerWebhookBody,
  resubscription,
  setupCheck,
  setupHealth,
  webhookRegistration,
} from "@velodrome/contract";
import { z } from "zod";
import { registerWebhook } from "../connection/registration.ts";
import { resubscribeSetup } from "../connection/resubscribe.ts";
import type { SetupActDeps } from "../connection/setup-application.ts";
import { checkSetup } from "../connection/setup-check.ts";
import { readSetupHealth } from "../connection/setup-health.ts";
import type { Api } from "./api.ts";

const tags = ["Setups"];
const params = z.object({ connector: z.string().max(100), setup: z.string().max(100) });
const one = "/v1/connectors/:connector/setups/:setup";

/** What can be asked of a Setup's application and done there, besides keeping its values. */
export function registerSetupActs(api: Api, deps: SetupActDeps): void {
  api.post(
    `${one}/check`,
    { schema: { tags, summary: "Try Client ID and Secret at the application", params, response: { 200: setupCheck } } },
    ({ params: { connector, setup } }) => checkSetup(deps, connector, setup),
  );
  api.get(
    `${one}/health`,
    {
      schema: {
        tags,
        summary: "How far a Setup has come, what was turned away and what is wrong",
        description: "With `refresh=true` the application is asked first.",
        params,
        querystring: z.object({ refresh: z.enum(["true", "false"]).optional() }),
        response: { 200: setupHealth },
      },
    },
    ({ params: { connector, setup }, query }) =>
      readSetupHealth(deps, connector, setup, { refresh: query.refresh === "true" }),
  );
  api.post(
    `${one}/register-webhook`,
    {
      schema: {
        tags,
        summary: "Write the callback URL and the fields at the application",
        params,
        body: registerWebhookBody.nullable(),
        response: { 200: webhookRegistration },
      },
    },
    ({ params: { connector, setup }, body }) => registerWebhook(deps, connector, setup, body ?? {}),
  );
  api.post(
    `${one}/resubscribe`,
    {
      schema: {
        tags,
        summary: "Subscribe every Page of a Setup anew",
        params,
        response: { 200: resubscription },
      },
    },
    ({ params: { connector, setup } }) => resubscribeSetup(deps, connector, setup),
  );
}
