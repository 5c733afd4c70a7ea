import type { Application } from "@velodrome/kit";
import { checkApplication } from "./application-check.ts";
import { inspectToken } from "./inspect-token.ts";
import { readPrivacyRequest } from "./privacy-request.ts";
import { readRegistration, register } from "./registration.ts";

/** What the Meta app itself can be asked, with its own token. */
export const application: Application = {
  check: checkApplication,
  readRegistration,
  register,
  inspectToken,
  readPrivacyRequest,
};
