import { ConnectorError, type HttpRequest } from "@velodrome/kit";

export const bodyKinds = ["json", "form", "text"] as const;
export type BodyKind = (typeof bodyKinds)[number];

/** The body in the form it is sent. Throws `ConnectorError` `body_invalid` when it cannot take that form. */
export function bodyOf(kind: BodyKind, body: unknown): Pick<HttpRequest, "json" | "form" | "text"> {
  if (body === undefined || body === null || body === "") return {};
  switch (kind) {
    case "json":
      return { json: typeof body === "string" ? parsed(body) : body };
    case "form":
      return { form: formOf(body) };
    case "text":
      if (isScalar(body)) return { text: String(body) };
      throw invalid("A body sent as text must be text. Send a list or object as JSON.");
  }
}

/** What a template makes is text: it must be JSON as it stands. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid("The body is to be sent as JSON and is not JSON. Correct it, or send it as text.", cause);
  }
}

function formOf(body: unknown): Record<string, string> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw invalid("A body sent as a form must be an object of names and values.");
  }
  const form: Record<string, string> = {};
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined || value === null) continue;
    if (!isScalar(value)) throw invalid(`The form's "${name}" must be text, a number, true or false.`);
    form[name] = String(value);
  }
  return form;
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function invalid(message: string, cause?: unknown): ConnectorError {
  return new ConnectorError("body_invalid", { message, kind: "terminal" }, { cause });
}
