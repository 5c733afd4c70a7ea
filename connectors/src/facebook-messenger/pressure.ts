import type { HttpResponse, Pressure, PressureScope } from "@velodrome/kit";
import { asFields } from "./field.ts";
import { graphErrorOf } from "./graph-error.ts";
import { retryAfterOf } from "./retry-after.ts";
import { readUsage } from "./usage.ts";

/** Error codes that limit more or less than one Page: the app's own limits (4, 341), and one kind of call (613). */
const scopeByCode: ReadonlyMap<unknown, PressureScope> = new Map([
  [4, "setup"],
  [341, "setup"],
  [613, "method"],
]);

/**
 * Where Meta does not say when there is room again. Its windows slide, so that a little later is worth one call. Short of
 * the minute for which a run keeps its lane, so that conversations stay in order.
 */
const unknownMs = 45_000;

const headers: readonly (readonly [string, PressureScope, string])[] = [
  ["x-app-usage", "setup", "the app"],
  ["x-page-usage", "connection", "this Page"],
  ["x-business-use-case-usage", "connection", "this Page"],
];

/**
 * What an answer of Facebook's says about how much more may be asked. Source: Meta's pages "Rate limits" (Graph API and
 * Messenger): percentages in usage headers, error codes 4, 17, 32, 341, 613 and 80001 to 80006, minutes to regain access.
 */
export function pressureOf(response: HttpResponse): readonly Pressure[] {
  const all: Pressure[] = [];
  for (const [name, scope, whose] of headers) {
    const header = response.headers[name];
    const used = header === undefined ? null : ofUsage(header, scope, whose);
    if (used !== null) all.push(used);
  }
  const limited = ofError(response);
  if (limited !== null) all.push(limited);
  return all;
}

function ofUsage(header: string, scope: PressureScope, whose: string): Pressure | null {
  const { percent, regainMinutes } = readUsage(header);
  // Short of all of it nothing is held back: of a large app's limit the last percent is still thousands of calls.
  if (percent < 100 && regainMinutes === 0) return null;
  const forMs = regainMinutes > 0 ? regainMinutes * 60_000 : unknownMs;
  const message = `Facebook says that ${whose} has used up what it may call for now (${percent} %).`;
  return { scope, forMs, code: "usage_exhausted", message };
}

function ofError(response: HttpResponse): Pressure | null {
  if (response.status < 400 && asFields(asFields(response.body)?.error) === null) return null;
  const error = graphErrorOf(response);
  if (error?.code !== "rate_limited") return null;
  const scope = scopeByCode.get(error.details.code) ?? "connection";
  const forMs = retryAfterOf(response.headers) ?? unknownMs;
  return { scope, forMs, code: "rate_limited", message: "Facebook takes no more calls for now." };
}
