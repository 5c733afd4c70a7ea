import { type ApplicationContext, ConnectorError } from "@velodrome/kit";
import { isSecretRefused } from "./application-error.ts";
import { callGraphAsApp, callTokenEndpoint } from "./graph-call.ts";

/** Asks the app's name with its own token; when that is refused, a second question tells which of the pair is at fault. */
export async function checkApplication(context: ApplicationContext): Promise<{ name: string }> {
  const { clientId } = context.setup;
  if (!/^\d{1,32}$/.test(clientId)) throw unknownId("A Client ID has digits only: it is the App ID", clientId);
  try {
    const app = await callGraphAsApp(context, { method: "GET", path: clientId, query: { fields: "id,name" } });
    return { name: typeof app.name === "string" ? app.name : clientId };
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== "terminal" || "field" in error.details) throw error;
    // Whatever answers there is not the Graph API: the pair is not to blame.
    if (error.code === "not_graph") throw error;
    throw await faultOfPair(context, error);
  }
}

/** The token endpoint knows the two apart. */
async function faultOfPair(context: ApplicationContext, refusal: ConnectorError): Promise<ConnectorError> {
  try {
    await callTokenEndpoint(context, { grant_type: "client_credentials" });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.code === "client_id_unknown") {
      return unknownId("Facebook knows no app of this Client ID", context.setup.clientId, error);
    }
    return isSecretRefused(error) ? wrongSecret(error) : error;
  }
  // The pair is right and yet the app could not be read: the first refusal stands.
  return refusal;
}

function unknownId(what: string, clientId: string, cause?: unknown): ConnectorError {
  const data = {
    message: `${what}. Copy it from the App Dashboard: App settings, Basic.`,
    kind: "terminal" as const,
    details: { field: "clientId", clientId },
  };
  return new ConnectorError("client_id_unknown", data, { cause });
}

function wrongSecret(cause: unknown): ConnectorError {
  const data = {
    message:
      "Facebook does not take this Client Secret for this Client ID. Copy the App Secret from the App Dashboard: App settings, Basic.",
    kind: "terminal" as const,
    details: { field: "clientSecret" },
  };
  return new ConnectorError("client_secret_wrong", data, { cause });
}
