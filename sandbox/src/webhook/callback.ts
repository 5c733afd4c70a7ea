import type { App } from "../world/shape.ts";
import type { World } from "../world/world.ts";
import type { Courier } from "./courier.ts";
import { handshake } from "./handshake.ts";

/**
 * Saves an app's callback after a handshake, as the dashboard's "Verify and save" does. Nothing changes when it fails.
 * @throws Error with the handshake's reason
 */
export async function saveCallback(
  deps: { world: World; courier: Courier },
  app: App,
  wanted: { url: string; verifyToken: string; fields: string[] },
): Promise<void> {
  await handshake(wanted);
  app.callback = { url: wanted.url, verifyToken: wanted.verifyToken, state: "verified", reason: null };
  app.fields = [...new Set(wanted.fields)];
  deps.world.publish({ type: "world" });
  deps.courier.kick();
}
