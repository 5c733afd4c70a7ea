import type { FastifyReply } from "fastify";
import { AppError } from "../base/app-error.ts";
import { readConnectHead } from "../connection/connect-view.ts";
import { connectPages } from "../connection/connect-pages.ts";
import { openGrant, readPageChoices } from "../connection/page-choice.ts";
import type { SignInScene } from "../connection/sign-in-scene.ts";
import type { SignInRecord } from "../connection/sign-in-store.ts";
import type { ConnectPageDeps } from "./connect-page-deps.ts";
import { showSignIn } from "./connect-show.ts";
import { answerTo } from "./error.ts";

export interface Choice {
  signIn: SignInRecord;
  address: string;
  csrf: string;
  pageIds: readonly string[];
}

/** Connects what was ticked, or shows the list again with what is wrong and the same Pages ticked. */
export async function answerChoice(deps: ConnectPageDeps, reply: FastifyReply, choice: Choice): Promise<FastifyReply> {
  const { signIn, address, csrf, pageIds } = choice;
  try {
    const { scene } = await readConnectHead(deps, signIn);
    const [pageId, ...alsoPageIds] = await inOrder(deps, scene, pageIds);
    if (signIn.status === "choosing") {
      if (pageId === undefined) throw new AppError("invalid_request", { message: "Choose at least one Page." });
      await connectPages(deps, scene, { pageId, alsoPageIds });
    }
    return reply.redirect(address, 303);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "internal") throw error;
    const refused = { ticked: new Set(pageIds), problem: error.message, status: answerTo(error, "").status };
    return showSignIn(deps, reply, { signIn, address, csrf, search: "", refused });
  }
}

/** The Page that the connection is already comes first; else they come as they were offered. */
async function inOrder(deps: ConnectPageDeps, scene: SignInScene, pageIds: readonly string[]): Promise<string[]> {
  const grant = openGrant(deps, scene);
  if (grant === null) return [...pageIds];
  const choices = await readPageChoices(deps, scene, grant);
  const own = choices.find(({ state }) => state === "this")?.value;
  const chosen = choices.map(({ value }) => value).filter((value) => pageIds.includes(value) && value !== own);
  return own !== undefined && pageIds.includes(own) ? [own, ...chosen] : chosen;
}
