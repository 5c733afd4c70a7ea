import { createHmac } from "node:crypto";
import { type CallContext, ConnectorError } from "@velodrome/kit";
import { asFields, type Fields } from "./field.ts";
import { graphErrorOf } from "./graph-error.ts";

const facebookGraph = "https://graph.facebook.com";

export interface GraphCall {
  method: "GET" | "POST";
  /** Below the version, as in `me/messages`. */
  path: string;
  query?: Readonly<Record<string, string>>;
  json?: Fields;
}

/** Proves that the caller knows the app's secret, so that a stolen token is worth nothing elsewhere. */
function proofOf(context: CallContext): string {
  const [newest] = context.setup.clientSecrets;
  if (newest === undefined || newest === "") {
    throw new ConnectorError("setup_incomplete", {
      message: "The Setup has no Client Secret, so calls to Facebook cannot be proven. Enter it in the Setup.",
      kind: "terminal",
    });
  }
  return createHmac("sha256", newest).update(context.credentials.accessToken).digest("hex");
}

function addressOf(context: CallContext, call: GraphCall): string {
  const base = (context.setup.graphUrl ?? facebookGraph).replace(/\/+$/, "");
  const query = new URLSearchParams({ ...call.query, appsecret_proof: proofOf(context) });
  return `${base}/${context.setup.graphVersion}/${call.path}?${query}`;
}

/**
 * Every call to the Graph API goes through here: token in the header, proof in the query, one reading of errors.
 * Throws `ConnectorError`.
 */
export async function callGraph(context: CallContext, call: GraphCall): Promise<Fields> {
  const response = await context.http.request({
    method: call.method,
    url: addressOf(context, call),
    headers: { accept: "application/json", authorization: `Bearer ${context.credentials.accessToken}` },
    ...(call.json === undefined ? {} : { json: call.json }),
  });
  const error = graphErrorOf(response);
  if (error !== null) throw error;
  const body = asFields(response.body);
  if (body === null) {
    throw new ConnectorError("not_graph", {
      message:
        "The address that should be the Graph API gave an answer that is not Graph's. Check the Setup's Graph address.",
      // It was taken with a success, so that whatever it did may have happened.
      kind: call.method === "GET" ? "terminal" : "uncertain",
      details: { status: response.status },
    });
  }
  return body;
}
