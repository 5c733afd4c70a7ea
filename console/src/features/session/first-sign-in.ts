import type { FirstSignIn } from "@velodrome/contract";
import { z } from "zod";
import { request } from "../../lib/request.ts";

/** Makes the first administrator by the link the server printed, and signs them in. */
export const firstSignIn = (administrator: FirstSignIn) =>
  request(z.unknown(), "/api/first-sign-in", { method: "POST", body: administrator });
