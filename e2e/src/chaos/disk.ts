import type { Event, Run } from "@velodrome/contract";
import { ask, isUnreachable } from "../harness/api.ts";
import { type FakeGraph, startFakeGraph } from "../harness/fake-graph.ts";
import { createInstallation, type Installation, type Product } from "../harness/installation.ts";
import type { Program } from "../harness/program.ts";
import { makeSetup, makeTenant, type Scene, startReplying, type Tenant } from "../harness/scene.ts";
import { type Sending, startSending } from "../harness/sending.ts";
import { moveToSmallDisk, type SmallDisk } from "../harness/small-disk.ts";
import { until } from "../harness/until.ts";
import { findViolations } from "../harness/violations.ts";
import { envelope, postWebhook } from "../harness/webhook.ts";
import type { Scenario, ScenarioOptions, Verdict } from "./scenario.ts";

const page = "612300000000001";
const within = 120_000;
const paceMs = 50;
const mebibyte = 1024 * 1024;

interface Stage {
  readonly installation: Installation;
  readonly graph: FakeGraph;
  readonly scene: Scene;
  readonly disk: SmallDisk;
  readonly sending: Sending;
  program: Program;
  say: ScenarioOptions["say"];
}

async function isReady({ url }: Installation): Promise<boolean> {
  try {
    return (await ask(`${url}/health/ready`)).status === 200;
  } catch (cause) {
    if (isUnreachable(cause)) return false;
    throw new Error("Its readiness could not be asked for.", { cause });
  }
}

/** What a webhook is answered that holds nothing: it is refused before anybody looks into it. */
async function refusal({ scene }: Stage): Promise<string | null> {
  try {
    const response = await postWebhook(scene, envelope([]));
    return response.status === 503 ? response.body : null;
  } catch (cause) {
    if (isUnreachable(cause)) return null;
    throw new Error("A webhook could not be posted.", { cause });
  }
}

/** The disk fills while there is still room for what is begun: webhooks are refused with the reason, and nothing ends. */
async function littleByLittle(stage: Stage): Promise<void> {
  const { disk, sending, say } = stage;
  await disk.fill(100 * mebibyte);
  const said = await until("webhooks are refused", () => refusal(stage), { within });
  if (!said.includes("disk_full")) throw new Error(`Webhooks were refused with: ${said}`);
  say(`100 MiB left after ${sending.accepted()} messages: ${said}`);
  if (stage.program.hasEnded()) throw new Error(`It ended:\n${stage.program.output()}`);
  await recover(stage);
}

/** Not a byte is left, before anybody could see that coming. It may end; with room again, it starts and goes on. */
async function atOnce(stage: Stage): Promise<void> {
  const { disk, sending, say } = stage;
  await disk.fill(0);
  const isSeen = async (): Promise<boolean> => stage.program.hasEnded() || (await refusal(stage)) !== null;
  await until("it is seen that the disk is full", isSeen, { within });
  say(`no byte left after ${sending.accepted()} messages: ${stage.program.hasEnded() ? "it ended" : "it refuses"}`);
  await recover(stage);
}

async function recover(stage: Stage): Promise<void> {
  const { disk, sending, installation, say } = stage;
  await disk.empty();
  const at = performance.now();
  const before = sending.accepted();
  await until(
    "messages are taken again",
    async () => {
      if (stage.program.hasEnded()) {
        stage.program = installation.launch();
        await until("it is ready", () => isReady(installation), { within });
      }
      return sending.accepted() > before;
    },
    { within },
  );
  say(`room again: messages are taken after ${Math.round(performance.now() - at)} ms`);
}

async function judge(stage: Stage, tenant: Tenant, { api }: Product): Promise<Verdict> {
  const { sending, graph } = stage;
  await sending.done;
  const isOver = async (): Promise<boolean> => {
    const runs = await api.list<Run>(`${tenant.path}/runs`);
    return runs.every(({ finishedAt }) => finishedAt !== null);
  };
  await until("every run is over", isOver, { within });
  const [events, runs] = await Promise.all([
    api.list<Event>(`${tenant.path}/events`),
    api.list<Run>(`${tenant.path}/runs`),
  ]);
  const { replies } = graph;
  const { sent } = sending;
  return {
    figures: `${events.length} events, ${new Set(replies.map(({ text }) => text)).size} different replies of ${replies.length}, ${sending.resent()} POSTs made again`,
    violations: await findViolations({ ...{ api, tenant, events, runs, replies, sent }, processes: "many" }),
  };
}

export const disk: Scenario = {
  name: "disk",
  about:
    "a disk that fills, little by little and at once, under the embedded PostgreSQL, and has room again (root only)",
  run: async ({ short, say }) => {
    if (process.getuid?.() !== 0) throw new Error("Only root can give a database a disk of its own.");
    const rounds = short ? 1 : 5;
    const messages = rounds * 2000;
    const [installation, graph] = await Promise.all([createInstallation(), startFakeGraph()]);
    const product = await installation.start();
    const scene = await makeSetup(product.api, graph.url);
    const tenant = await makeTenant(product.api, scene, page);
    await startReplying(product.api, tenant, { word: "hi", reply: "{{ message.message.text }}" });
    await product.stop();
    const small = await moveToSmallDisk(installation.data);
    // Few at a time, so that some are on their way at any moment and some are left for the end.
    let mostAccepted = 0;
    const pace = setInterval(() => mostAccepted++, paceMs);
    const mayWrite = (accepted: number): boolean => accepted < mostAccepted;
    const sending = startSending(scene, { page, people: 20, messages, mayWrite });
    const program = installation.launch();
    const stage: Stage = { installation, graph, scene, disk: small, sending, program, say };
    try {
      await until("it is ready", () => isReady(installation), { within });
      for (const act of Array.from({ length: rounds }, () => [littleByLittle, atOnce]).flat()) {
        const before = sending.accepted();
        await until("messages are taken", () => sending.accepted() > before, { within });
        await act(stage);
      }
      mostAccepted = messages;
      return await judge(stage, tenant, product);
    } finally {
      clearInterval(pace);
      sending.stop();
      stage.program.kill("SIGTERM");
      await stage.program.ended;
      await graph.close();
      await small.remove();
      await installation.remove();
    }
  },
};
