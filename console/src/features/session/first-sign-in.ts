import { z } from "zod";
import { request } from "../../lib/request.ts";

export interface FirstAdministrator {
  token: string;
  name: string;
  email: string;
  password: string;
}

/** Makes the first administrator by the link the server printed, and signs them in. */
export const firstSignIn = (administrator: FirstAdministrator) =>
  request(z.unknown(), "/api/first-sign-in", { method: "POST", body: administrator });
