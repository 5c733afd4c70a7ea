import { z } from "zod";
import { request } from "../../lib/request.ts";

export interface Credentials {
  email: string;
  password: string;
}

/** Signs a person in: the answer sets the session's cookie. */
export const signIn = (credentials: Credentials) =>
  request(z.unknown(), "/api/auth/sign-in/email", { method: "POST", body: credentials });
