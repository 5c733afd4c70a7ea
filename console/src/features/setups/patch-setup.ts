import { type SetupPatch, setup } from "@velodrome/contract";
import { request } from "../../lib/request.ts";
import { setupAddress } from "./setup-address.ts";

export const patchSetup = (connector: string, id: string, body: SetupPatch) =>
  request(setup, setupAddress(connector, id), { method: "PATCH", body });
