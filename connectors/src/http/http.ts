import { defineConnector, pressureOfRetryAfter } from "@velodrome/kit";
import { httpAuth } from "./http-auth.ts";
import { logo } from "./logo.ts";
import { properties } from "./base-address.ts";
import { request } from "./request.ts";

export const http = defineConnector({
  name: "http",
  title: "HTTP",
  description: "Calls any application that is reached over HTTP, with credentials of your choice.",
  version: "1.0.0",
  categories: ["Developer tools"],
  logo,
  // Only a sign-in needs one: its addresses, Client ID and Client Secret.
  setup: { need: "optional", graphVersion: "", versions: [], scopes: [] },
  auth: httpAuth,
  properties,
  triggers: {},
  actions: { request },
  lookups: {},
  rateLimit: null,
  pressure: pressureOfRetryAfter,
  webhooks: null,
  application: null,
  target: null,
});
