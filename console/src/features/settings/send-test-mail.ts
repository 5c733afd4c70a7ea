import { testMailSent } from "@velodrome/contract";
import { request } from "../../lib/request.ts";

/** A mail to the address for notices, by what is saved. */
export const sendTestMail = () => request(testMailSent, "/v1/settings/general/test-mail", { method: "POST", body: {} });
