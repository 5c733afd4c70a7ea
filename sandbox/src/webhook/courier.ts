import type { Attempt, Delivery } from "../world/shape.ts";
import { moveMessages } from "../world/thread.ts";
import { findApp, findThread, type World } from "../world/world.ts";
import { isAccepted, postOnce } from "./post.ts";
import { retryDelay } from "./retry.ts";
import { type Schedule, timerSchedule } from "./schedule.ts";

interface Lane {
  waiting: Delivery[];
  busy: boolean;
  cancelTimer: (() => void) | null;
}

const keptAttempts = 20;
const keptDeliveries = 5000;

/**
 * Brings webhooks to the apps. One lane per app, Page and person: what comes after waits for what came before,
 * also while that is being retried.
 */
export class Courier {
  readonly #world: World;
  readonly #schedule: Schedule;
  readonly #lanes = new Map<string, Lane>();
  readonly #stop = new AbortController();

  constructor(world: World, schedule: Schedule = timerSchedule) {
    this.#world = world;
    this.#schedule = schedule;
  }

  /** Takes up what an earlier process left undelivered. */
  resume(): void {
    for (const delivery of this.#world.state.deliveries) {
      if (delivery.state === "pending") this.#lane(delivery).waiting.push(delivery);
    }
    this.kick();
  }

  send(delivery: Delivery): void {
    const { deliveries } = this.#world.state;
    deliveries.push(delivery);
    if (deliveries.length > keptDeliveries) this.#forgetOldest(deliveries);
    this.#world.publish({ type: "delivery", delivery });
    const lane = this.#lane(delivery);
    lane.waiting.push(delivery);
    void this.#pump(lane);
  }

  /** Looks again at every lane: a callback was verified, refused or changed. */
  kick(): void {
    for (const lane of this.#lanes.values()) void this.#pump(lane);
  }

  close(): void {
    this.#stop.abort(new Error("the sandbox is stopping"));
    for (const lane of this.#lanes.values()) lane.cancelTimer?.();
  }

  #lane(delivery: Delivery): Lane {
    const key = `${delivery.appId}:${delivery.pageId}:${delivery.psid}`;
    const found = this.#lanes.get(key);
    if (found) return found;
    const lane: Lane = { waiting: [], busy: false, cancelTimer: null };
    this.#lanes.set(key, lane);
    return lane;
  }

  async #pump(lane: Lane): Promise<void> {
    if (lane.busy || lane.cancelTimer) return;
    lane.busy = true;
    while (await this.#step(lane)) {
      // each step takes the lane's head a little further
    }
    lane.busy = false;
  }

  /** Answers whether there is more to do at once. */
  async #step(lane: Lane): Promise<boolean> {
    const delivery = lane.waiting[0];
    if (!delivery || this.#stop.signal.aborted) return false;
    const app = findApp(this.#world, delivery.appId);
    if (!app?.callback) return this.#end(lane, delivery, "dropped", "The app has no callback URL.");
    if (app.callback.state === "verifying") return false;
    if (app.callback.state === "failed") {
      return this.#end(lane, delivery, "dropped", "The callback URL is not verified.");
    }
    const wait = delivery.nextAt - this.#world.now();
    if (wait > 0) {
      lane.cancelTimer = this.#schedule(wait, () => {
        lane.cancelTimer = null;
        void this.#pump(lane);
      });
      return false;
    }
    const target = { url: app.callback.url, secret: app.secret };
    const attempt = await postOnce(target, delivery.body, this.#world.now, this.#stop.signal);
    return this.#stop.signal.aborted ? false : this.#judge(lane, delivery, attempt);
  }

  #judge(lane: Lane, delivery: Delivery, attempt: Attempt): boolean {
    delivery.attempts.push(attempt);
    if (delivery.attempts.length > keptAttempts) delivery.attempts.splice(1, 1);
    delivery.firstTriedAt ??= attempt.at;
    if (isAccepted(attempt)) return this.#end(lane, delivery, "answered", null);
    delivery.failures += 1;
    const delay = retryDelay(delivery.failures, this.#world.now() - delivery.firstTriedAt);
    if (delay === null) return this.#end(lane, delivery, "dropped", "Given up after an hour of failures.");
    delivery.nextAt = this.#world.now() + delay;
    this.#world.publish({ type: "delivery", delivery });
    return true;
  }

  #end(lane: Lane, delivery: Delivery, state: "answered" | "dropped", note: string | null): boolean {
    lane.waiting.shift();
    delivery.state = state;
    delivery.note = note;
    this.#world.publish({ type: "delivery", delivery });
    if (state === "answered" && delivery.mid !== null) this.#markDelivered(delivery);
    return true;
  }

  #markDelivered(delivery: Delivery): void {
    const thread = findThread(this.#world, delivery.pageId, delivery.psid);
    if (thread) moveMessages(this.#world, thread, "person", "delivered", (message) => message.mid === delivery.mid);
  }

  #forgetOldest(deliveries: Delivery[]): void {
    const at = deliveries.findIndex((delivery) => delivery.state !== "pending");
    if (at >= 0) deliveries.splice(at, 1);
  }
}
