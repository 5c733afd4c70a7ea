import type { Connector } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import { wordsOfIssues } from "../base/schema-issue.ts";

/** What a connection is asked for besides its credentials, by the connector's own shape. @throws AppError naming each field */
export function readProperties(
  { title, properties: shape }: Pick<Connector, "title" | "properties">,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const parsed = shape.strict().safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({
    path: ["properties", ...path.map(String)].join("."),
    message,
  }));
  throw new AppError("invalid_request", {
    message: `${title} needs other properties: ${wordsOfIssues(parsed.error.issues)}.`,
    details: { in: "body", problems },
  });
}
