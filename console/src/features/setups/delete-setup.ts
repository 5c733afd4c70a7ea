import { z } from "zod";
import { request } from "../../lib/request.ts";
import { setupAddress } from "./setup-address.ts";

export const deleteSetup = (connector: string, id: string) =>
  request(z.unknown(), setupAddress(connector, id), { method: "DELETE" });
