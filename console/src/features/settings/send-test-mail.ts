import { z } from "zod";
import { request } from "../../lib/request.ts";

/** A mail to the address for notices, by what is saved. */
export const sendTestMail = () => request(z.unknown(), "/v1/settings/general/test-mail", { method: "POST", body: {} });
