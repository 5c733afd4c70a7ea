import type { Attempt, Delivery } from "../world/shape.ts";
import { moveMessages } from "../world/thread.ts";
import { findApp, findPage, findThread, type World } from "../world/world.ts";
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
    // Nothing is awaited between finding the lane idle and saying so: no wake-up can fall in between.
    for (let ready = this.#next(lane); ready; ready = this.#next(lane)) {
      const attempt = await postOnce(ready.target, ready.delivery.body, this.#world.now, this.#stop.signal);
      if (!this.#stop.signal.aborted) this.#judge(lane, ready.delivery, attempt);
    }
    lane.busy = false;
  }

  /** What is to be tried now; null = the lane is empty, waits for its time, or for its callback. */
  #next(lane: Lane): { delivery: Delivery; target: { url: string; secret: string } } | null {
    for (let delivery = lane.waiting[0]; delivery; delivery = lane.waiting[0]) {
      const app = findApp(this.#world, delivery.appId);
      if (this.#stop.signal.aborted || app?.callback?.state === "verifying") return null;
      if (app?.callback?.state === "verified") {
        return this.#waits(lane, delivery) ? null : { delivery, target: { url: app.callback.url, secret: app.secret } };
      }
      const note = app?.callback ? "The callback URL is not verified." : "The app has no callback URL.";
      this.#end(lane, delivery, "dropped", note);
    }
    return null;
  }

  #waits(lane: Lane, delivery: Delivery): boolean {
    const ms = delivery.nextAt - this.#world.now();
    if (ms <= 0) return false;
    lane.cancelTimer = this.#schedule(ms, () => {
      lane.cancelTimer = null;
      void this.#pump(lane);
    });
    return true;
  }

  #judge(lane: Lane, delivery: Delivery, attempt: Attempt): void {
    delivery.attempts.push(attempt);
    if (delivery.attempts.length > keptAttempts) delivery.attempts.splice(1, 1);
    delivery.firstTriedAt ??= attempt.at;
    if (isAccepted(attempt)) return this.#end(lane, delivery, "answered", null);
    delivery.failures += 1;
    const delay = retryDelay(delivery.failures, this.#world.now() - delivery.firstTriedAt);
    if (delay === null) {
      this.#unsubscribe(delivery);
      return this.#end(lane, delivery, "dropped", "Given up after an hour of failures.");
    }
    delivery.nextAt = this.#world.now() + delay;
    this.#world.publish({ type: "delivery", delivery });
  }

  /** After an hour of failures Meta takes the app off the Page: somebody must subscribe it again. */
  #unsubscribe({ appId, pageId }: Delivery): void {
    const page = findPage(this.#world, pageId);
    if (page) page.apps = page.apps.filter((link) => link.id !== appId);
    this.#world.publish({ type: "world" });
  }

  #end(lane: Lane, delivery: Delivery, state: "answered" | "dropped", note: string | null): void {
    lane.waiting.shift();
    delivery.state = state;
    delivery.note = note;
    this.#world.publish({ type: "delivery", delivery });
    if (state === "answered" && delivery.mid !== null) this.#markDelivered(delivery);
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
