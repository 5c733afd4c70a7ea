import type { SetupValues } from "@velodrome/kit";
import { readGraphError } from "./graph-error.ts";
import { inSignInWords, passingTrouble, signInRefused } from "./sign-in-words.ts";

const facebook = "https://www.facebook.com";

/** Facebook's Login dialog. */
export function dialogAddress(setup: SetupValues): string {
  const base = (setup.dialogUrl ?? facebook).replace(/\/+$/, "");
  return `${base}/${setup.graphVersion}/dialog/oauth`;
}

/**
 * Login for Business names a configuration in place of scopes; one that gives a system user's token wants the kind of
 * answer said aloud. The classic login is told to ask again for what was declined before, else it never does.
 */
export function dialogParameters(setup: SetupValues): Readonly<Record<string, string | null>> {
  if (setup.configId === null) return { auth_type: "rerequest" };
  const configuration = { scope: null, config_id: setup.configId };
  if (!setup.systemUser) return configuration;
  return { ...configuration, response_type: "code", override_default_response_type: "true" };
}

/** What the dialog brought back instead of a code; null when it names no error. By its codes: texts are translated. */
export function readDenial(query: Readonly<Record<string, string>>): { code: string; message: string } | null {
  const { error, error_reason: reason, error_code: number } = query;
  if (error === undefined && reason === undefined && number === undefined) return null;
  if (error === "access_denied" || reason === "user_denied") {
    return {
      code: "access_denied",
      message: "The sign-in was cancelled at Facebook. Nothing was connected. Try again.",
    };
  }
  if (error === "server_error" || error === "temporarily_unavailable") {
    return { code: "service_unavailable", message: passingTrouble };
  }
  if (number !== undefined && /^\d+$/.test(number)) {
    const known = readGraphError({ code: number });
    if (known.code !== "graph_error") return inSignInWords(known, number);
  }
  const which = number ?? error ?? reason ?? "";
  return { code: "sign_in_refused", message: signInRefused(which.slice(0, 100)) };
}
