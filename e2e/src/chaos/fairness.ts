import { startFakeGraph } from "../harness/fake-graph.ts";
import { createInstallation } from "../harness/installation.ts";
import { makeSetup, makeTenant, type Scene, startReplying } from "../harness/scene.ts";
import { startSending } from "../harness/sending.ts";
import { until } from "../harness/until.ts";
import { envelope, postWebhook, textItem } from "../harness/webhook.ts";
import type { Scenario } from "./scenario.ts";

const busy = "612300000000001";
const calm = "612300000000002";
/** ENGINE: a reply to somebody else may take so much longer while one account is flooded, in ms. */
const longerAtMost = 500;
const within = 120_000;
const floodWithin = 600_000;

/** Writes to the calm Page again and again, each time when the last one has its reply; answers how long each took, in ms. */
async function timeReplies(scene: Scene, count: number, replied: (text: string) => boolean): Promise<number[]> {
  const took: number[] = [];
  for (let at = 0; at < count; at++) {
    const text = `hi ${crypto.randomUUID()}`;
    const begun = performance.now();
    const item = textItem({ page: calm, person: `${7_100_000_000_000_000 + (at % 20)}`, text });
    const { status } = await postWebhook(scene, envelope([{ page: calm, items: [item] }]));
    if (status !== 200) throw new Error(`A message was answered ${status}.`);
    await until("it has its reply", () => replied(text), { within });
    took.push(performance.now() - begun);
  }
  return took;
}

const p95 = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;

export const fairness: Scenario = {
  name: "fairness",
  about: "10,000 messages of one account at once, and how long another account's replies take meanwhile",
  run: async ({ short, say }) => {
    const flood = short ? 1000 : 10_000;
    const [installation, graph] = await Promise.all([createInstallation(), startFakeGraph()]);
    const product = await installation.start();
    try {
      const scene = await makeSetup(product.api, graph.url);
      for (const page of [busy, calm]) {
        const tenant = await makeTenant(product.api, scene, page);
        await startReplying(product.api, tenant, { word: "hi", reply: "{{ message.message.text }}" });
      }
      // Slow enough that a queue comes to be, as it does with Facebook.
      graph.delay = 50;
      const texts = new Set<string>();
      graph.echo = ({ text }) => void texts.add(text);
      const replied = (text: string): boolean => texts.has(text);
      await timeReplies(scene, short ? 20 : 100, replied);
      const idle = p95(await timeReplies(scene, short ? 40 : 200, replied));
      say(`p95 of another account's replies while nothing else happens: ${Math.round(idle)} ms`);
      const sending = startSending(scene, { page: busy, people: 500, messages: flood, mayWrite: () => true });
      const meanwhile: number[] = [];
      const isOver = (): boolean => texts.size >= flood + (short ? 60 : 300) + meanwhile.length;
      const deadline = performance.now() + floodWithin;
      while (!isOver() && performance.now() < deadline) meanwhile.push(...(await timeReplies(scene, 1, replied)));
      if (!isOver()) throw new Error(`The flood was not over after ${floodWithin} ms: ${texts.size} replies.`);
      await sending.done;
      const flooded = p95(meanwhile);
      say(
        `p95 of ${meanwhile.length} replies while ${flood} messages of one account were run: ${Math.round(flooded)} ms`,
      );
      const isLate = flooded > idle + longerAtMost;
      return {
        figures: `p95 ${Math.round(idle)} ms idle, ${Math.round(flooded)} ms under the flood (${meanwhile.length} replies)`,
        violations: isLate ? [`another account's replies took more than ${longerAtMost} ms longer`] : [],
      };
    } finally {
      await product.stop();
      await Promise.all([graph.close(), installation.remove()]);
    }
  },
};
