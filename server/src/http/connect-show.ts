import type { FastifyReply } from "fastify";
import { type ConnectHead, type ConnectView, readConnectHead, readConnectView } from "../connection/connect-view.ts";
import type { SignInRecord } from "../connection/sign-in-store.ts";
import { type ConnectPage, sendConnectPage } from "./connect-frame.ts";
import { firstMessageOf } from "./connect-live.ts";
import type { ConnectPageDeps } from "./connect-page-deps.ts";
import { dialogPage } from "./connect-page-begin.ts";
import { choosePage } from "./connect-page-choose.ts";
import { donePage } from "./connect-page-done.ts";
import { failedPage } from "./connect-page-failed.ts";

/** A sign-in as its own browser sees it. */
export interface Shown {
  signIn: SignInRecord;
  address: string;
  csrf: string;
  search: string;
  /** After a choice that did not go through. */
  refused?: { ticked: ReadonlySet<string>; problem: string; status: number };
}

/** The page that fits how far it has come. */
export async function showSignIn(deps: ConnectPageDeps, reply: FastifyReply, shown: Shown): Promise<FastifyReply> {
  const { head, scene } = await readConnectHead(deps, shown.signIn);
  const view = await readConnectView(deps, scene);
  return sendConnectPage(reply, await pageOf(deps, head, view, shown), shown.refused?.status ?? 200);
}

async function pageOf(deps: ConnectPageDeps, head: ConnectHead, view: ConnectView, shown: Shown): Promise<ConnectPage> {
  const { address, csrf, search, refused, signIn } = shown;
  const start = `${address}/start`;
  if (view.kind === "dialog") return dialogPage(head, start);
  if (view.kind === "failed") return failedPage(head, view.outcome, start);
  if (view.kind === "connected") {
    const { pages, outcome } = view;
    return donePage({ head, pages, outcome, live: `${address}/live`, message: await firstMessageOf(deps, signIn) });
  }
  const { choices, lost } = view;
  return choosePage({
    ...{ head, choices, lost, address, csrf, search },
    ticked: refused?.ticked ?? null,
    problem: refused?.problem ?? null,
  });
}
