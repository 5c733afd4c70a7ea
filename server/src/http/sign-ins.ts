import { authorization, authorizeRequest, connection, pagePut, setupLink, setupLinkRequest } from "@velodrome/contract";
import { putPage } from "../connection/choose-page.ts";
import { createSetupLink } from "../connection/setup-link.ts";
import { authorizeConnection, type SignInDeps } from "../connection/sign-in.ts";
import type { Api } from "./api.ts";
import { connectionAddress, connectionParams, connectionPlace } from "./connection-address.ts";

const tags = ["Connections"];

/** How a person comes to sign in for a connection, and what they chose there. */
export function registerSignIns(api: Api, deps: SignInDeps): void {
  api.post(
    `${connectionAddress}/authorize`,
    {
      schema: {
        tags,
        summary: "Let a person sign in at the application, on a page of ours",
        params: connectionParams,
        body: authorizeRequest.nullish(),
        response: { 200: authorization },
      },
    },
    async ({ params, body }) => authorizeConnection(deps, await connectionPlace(deps, params), body ?? {}),
  );
  api.post(
    `${connectionAddress}/setup-link`,
    {
      schema: {
        tags,
        summary: "Make a link by which an account's own person signs in, without access to the console",
        params: connectionParams,
        body: setupLinkRequest.nullish(),
        response: { 200: setupLink },
      },
    },
    async ({ params, body }) =>
      createSetupLink(deps, await connectionPlace(deps, params), body ?? setupLinkRequest.parse({})),
  );
  api.put(
    `${connectionAddress}/page`,
    {
      schema: {
        tags,
        summary: "Say which of the granted Pages a connection is, and which more to connect",
        params: connectionParams,
        body: pagePut,
        response: { 200: connection },
      },
    },
    async ({ params, body }) => putPage(deps, await connectionPlace(deps, params), body),
  );
}
