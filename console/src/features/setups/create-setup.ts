import { type SetupCreate, setup } from "@velodrome/contract";
import { request } from "../../lib/request.ts";
import { setupAddress } from "./setup-address.ts";

export const createSetup = (connector: string, body: SetupCreate) =>
  request(setup, setupAddress(connector), { method: "POST", body });
