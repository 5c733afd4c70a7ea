import { z } from "zod";
import { request } from "../../lib/request.ts";

export const signOut = () => request(z.unknown(), "/api/auth/sign-out", { method: "POST", body: {} });
