import { type SetupLinkRequest, setupLink } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** A link by which somebody without access to the console connects. */
export const makeSetupLink = (account: string, id: string, body: Pick<SetupLinkRequest, "expiresIn">) =>
  request(setupLink, inAccount(account, "connections", id, "setup-link"), { method: "POST", body });
