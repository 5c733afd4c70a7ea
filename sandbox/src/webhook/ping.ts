import { appScopedId } from "../world/grants.ts";
import type { App, Page, Person, Ping } from "../world/shape.ts";
import type { World } from "../world/world.ts";
import { describeFailure } from "./handshake.ts";
import { signRequest } from "./signed-request.ts";

const deadlineMs = 5000;
const keptAnswer = 500;
const keptPings = 20;

export type PingAbout = { person: Person } | { page: Page };

/** Sends an app's deauthorize or data-deletion callback its signed_request. null = the app has no such address. */
export async function pingApp(world: World, app: App, kind: Ping["kind"], about: PingAbout): Promise<Ping | null> {
  const url = kind === "deauthorize" ? app.deauthorizeUrl : app.dataDeletionUrl;
  if (url === null) return null;
  const payload = payloadOf(world, app, about);
  const answer = await post(url, signRequest(app.secret, payload));
  const ping: Ping = { kind, at: world.now(), url, payload, ...answer };
  app.pings.push(ping);
  if (app.pings.length > keptPings) app.pings.shift();
  world.publish({ type: "world" });
  return ping;
}

/** A person's has a number for its time, a Page's a string and no user: so they were recorded. */
function payloadOf(world: World, app: App, about: PingAbout): Record<string, unknown> {
  const issuedAt = Math.floor(world.now() / 1000);
  const algorithm = "HMAC-SHA256";
  if ("person" in about) return { algorithm, issued_at: issuedAt, user_id: appScopedId(app.id, about.person.id) };
  return { algorithm, issued_at: String(issuedAt), profile_id: about.page.id, user_id: null };
}

async function post(url: string, signedRequest: string): Promise<Pick<Ping, "status" | "answer" | "error">> {
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ signed_request: signedRequest }).toString(),
      signal: AbortSignal.timeout(deadlineMs),
    });
    return { status: response.status, answer: (await response.text()).slice(0, keptAnswer), error: null };
  } catch (cause) {
    return { status: null, answer: "", error: describeFailure(cause, deadlineMs) };
  }
}
