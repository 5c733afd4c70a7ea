import { findApp, type World } from "../world/world.ts";
import type { Courier } from "./courier.ts";
import { handshake } from "./handshake.ts";
import { type Schedule, timerSchedule } from "./schedule.ts";

const everyMs = 500;
const forMs = 60_000;

/**
 * Verifies the callbacks a seed brought. The server they belong to starts after the sandbox,
 * so a failing handshake is repeated for a minute before it counts.
 */
export class Verifier {
  readonly #world: World;
  readonly #courier: Courier;
  readonly #schedule: Schedule;
  readonly #cancels = new Map<string, () => void>();
  #closed = false;

  constructor(world: World, courier: Courier, schedule: Schedule = timerSchedule) {
    this.#world = world;
    this.#courier = courier;
    this.#schedule = schedule;
  }

  start(): void {
    for (const app of this.#world.state.apps) {
      if (app.callback?.state === "verifying") void this.tick(app.id, this.#world.now() + forMs);
    }
  }

  close(): void {
    this.#closed = true;
    for (const cancel of this.#cancels.values()) cancel();
  }

  /** One handshake; plans the next when it fails and there is time left. */
  async tick(appId: string, until: number): Promise<void> {
    this.#cancels.delete(appId);
    const asked = findApp(this.#world, appId)?.callback;
    if (asked?.state !== "verifying") return;
    const reason = await refusal(asked);
    // Somebody may have saved another callback meanwhile: then this answer is about nothing any more.
    if (this.#closed || findApp(this.#world, appId)?.callback !== asked) return;
    const news = reason !== asked.reason || reason === null || this.#world.now() >= until;
    asked.reason = reason;
    if (reason === null) asked.state = "verified";
    else if (this.#world.now() >= until) asked.state = "failed";
    else
      this.#cancels.set(
        appId,
        this.#schedule(everyMs, () => void this.tick(appId, until)),
      );
    if (news) this.#world.publish({ type: "world" });
    if (asked.state !== "verifying") this.#courier.kick();
  }
}

async function refusal(target: { url: string; verifyToken: string }): Promise<string | null> {
  try {
    await handshake(target);
    return null;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
