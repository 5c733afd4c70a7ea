import { startFakeGraph } from "../harness/fake-graph.ts";
import { startFleet } from "../harness/fleet.ts";
import { makeSetup, makeTenant, startReplying } from "../harness/scene.ts";
import { until } from "../harness/until.ts";
import { envelope, postWebhook, textItem, type WebhookAddress } from "../harness/webhook.ts";
import type { Scenario, ScenarioOptions } from "./scenario.ts";
import { inTurn } from "./storm.ts";

const page = "612300000000001";
const messagesEach = 20;
/** People who write in one POST, each once. */
const together = 10;
const senders = 16;

interface Posting {
  /** Where the next POST goes. */
  address(): WebhookAddress;
  say: ScenarioOptions["say"];
  posts: number;
}

const personOf = (index: number): string => `${7_000_000_000_000_000 + index}`;
const textOf = (index: number, message: number): string => `hi ${index} ${message}`;

async function post(posting: Posting, body: string): Promise<void> {
  const { status } = await postWebhook(posting.address(), body);
  if (status !== 200) throw new Error(`A webhook was answered ${status}.`);
  posting.posts++;
}

/** One message of each, every third of them twice in the same POST, and every fourth POST once more behind it. */
async function writeTogether(posting: Posting, people: readonly number[], message: number): Promise<void> {
  const items = people.map((index) => textItem({ page, person: personOf(index), text: textOf(index, message) }));
  const doubled = items.flatMap((item, at) => (at % 3 === 0 ? [item, item] : [item]));
  const body = envelope([{ page, items: doubled }]);
  await post(posting, body);
  if ((posting.posts & 3) === 0) await post(posting, body);
}

async function write(posting: Posting, people: readonly number[]): Promise<void> {
  for (let message = 0; message < messagesEach; message++) {
    for (let at = 0; at < people.length; at += together) {
      await writeTogether(posting, people.slice(at, at + together), message);
    }
  }
}

function outOfOrder(replies: readonly { recipient: string; text: string }[], people: number): string[] {
  const perPerson = Map.groupBy(replies, ({ recipient }) => recipient);
  const wrong: string[] = [];
  for (let index = 0; index < people; index++) {
    const wanted = Array.from({ length: messagesEach }, (_, message) => textOf(index, message)).join();
    const found = (perPerson.get(personOf(index)) ?? []).map(({ text }) => text).join();
    if (found !== wanted) wrong.push(`${personOf(index)} was replied to: ${found}`);
  }
  return wrong.length === 0
    ? []
    : [`${wrong.length} conversations are out of order or not complete, first ${wrong[0]}`];
}

export const order: Scenario = {
  name: "order",
  about: "10,000 conversations of 20 messages with duplicates, through two web and two worker processes",
  run: async ({ short, say }) => {
    const people = short ? 60 : 10_000;
    const messages = people * messagesEach;
    const [fleet, graph] = await Promise.all([startFleet({ web: 2, worker: 2 }), startFakeGraph()]);
    try {
      const api = fleet.api();
      const scene = await makeSetup(api, graph.url);
      await startReplying(api, await makeTenant(api, scene, page), { reply: "{{ message.message.text }}" });
      const { pathname } = new URL(scene.url);
      let turn = 0;
      const address = () => ({ ...scene, url: `${inTurn(fleet.of("web"), turn++).url}${pathname}` });
      const posting: Posting = { address, say, posts: 0 };
      const startedAt = performance.now();
      const share = Math.ceil(people / senders);
      const all = Array.from({ length: people }, (_, index) => index);
      const progress = setInterval(() => say(`${posting.posts} POSTs, ${graph.replies.length} replies`), 10_000);
      try {
        const groups = Array.from({ length: senders }, (_, at) => all.slice(at * share, (at + 1) * share));
        await Promise.all(groups.map((each) => write(posting, each)));
        const isOver = async () =>
          (await fleet.database.query("SELECT FROM run_live LIMIT 1")).length === 0 && graph.replies.length >= messages;
        await until("every run is over", isOver, { within: short ? 60_000 : 900_000 });
      } finally {
        clearInterval(progress);
      }
      const seconds = (performance.now() - startedAt) / 1000;
      const [counts] = await fleet.database.query<{ events: number; runs: number; items: number }>(
        `SELECT (SELECT count(*)::int FROM event) AS events,
           (SELECT count(*)::int FROM run WHERE status = 'succeeded') AS runs`,
      );
      const duplicates = graph.replies.length - new Set(graph.replies.map(({ text }) => text)).size;
      const violations = [
        ...outOfOrder(graph.replies, people),
        ...(counts?.events === messages ? [] : [`${counts?.events} events are kept, not ${messages}`]),
        ...(counts?.runs === messages ? [] : [`${counts?.runs} runs succeeded, not ${messages}`]),
        ...(duplicates === 0 ? [] : [`${duplicates} replies were sent twice`]),
      ];
      const rate = Math.round(messages / seconds);
      const figures = `${messages} messages of ${people} people in ${posting.posts} POSTs, every third item twice: ${counts?.events} events, ${counts?.runs} runs, ${duplicates} replies twice, ${rate} cycles/s`;
      return { figures, violations };
    } finally {
      await Promise.all([graph.close(), fleet.remove()]);
    }
  },
};
