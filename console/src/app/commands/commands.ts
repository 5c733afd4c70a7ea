import type { Account, Cycle } from "@velodrome/contract";
import { accountKey } from "../../features/accounts/account-key.ts";
import { texts as frame } from "../texts.ts";
import { texts } from "./texts.ts";

/** Something the palette can do: an address to go to, or an act of its own. */
export interface Command {
  id: string;
  group: string;
  label: string;
  /** In grey beside it. */
  hint?: string;
  to: string;
}

interface Surroundings {
  /** The account one is in, and what it is called. */
  account: { key: string; name: string } | null;
  typed: string;
  accounts: readonly Account[];
  cycles: readonly Cycle[];
}

const inAccount = (key: string, rest = "") => `/accounts/${encodeURIComponent(key)}${rest}`;

const partnerPages: readonly [string, string][] = [
  [frame.dashboard, "/"],
  [frame.accounts, "/accounts"],
  [frame.connectors, "/connectors"],
  [frame.runs, "/runs"],
  [frame.events, "/events"],
  [frame.trace, "/trace"],
  [frame.generalSettings, "/settings/general"],
  [frame.guide, "/guide/facebook-messenger"],
  [texts.newSetup, "/connectors/facebook-messenger/setups/new"],
];

const accountPages: readonly [string, string][] = [
  [frame.overview, ""],
  [frame.cycles, "/cycles"],
  [frame.connections, "/connections"],
  [texts.newConnection, "/connections/new"],
  [frame.runs, "/runs"],
  [frame.events, "/events"],
  [frame.conversations, "/conversations"],
  [frame.trace, "/trace"],
  [frame.recycleBin, "/recycle-bin"],
  [frame.variables, "/variables"],
  [frame.privacy, "/privacy"],
  [frame.accountSettings, "/settings"],
];

const fits = (label: string, typed: string): boolean => label.toLowerCase().includes(typed.toLowerCase());

/** Of what was found by an earlier word, what the present one would find too. */
export const stillFitting = <Found>(
  found: readonly Found[],
  { asked, typed }: { asked: string; typed: string },
  isFoundBy: (typed: string) => (found: Found) => boolean,
): readonly Found[] => (asked === typed ? found : found.filter(isFoundBy(typed)));

/** Lists that can be searched by what was typed, in the account or across all. */
function finds(typed: string, account: Surroundings["account"]): Command[] {
  if (typed.length < 2) return [];
  const base = account === null ? "" : inAccount(account.key);
  const q = new URLSearchParams({ q: typed });
  const command = (id: string, label: string, to: string) => ({ id: `find ${id}`, group: texts.find, label, to });
  const isMid = typed.startsWith("m_");
  return [
    ...(isMid ? [command("trace", texts.traceMid(typed), `${base}/trace?${new URLSearchParams({ mid: typed })}`)] : []),
    command("runs", texts.runsWith(typed), `${base}/runs?${q}`),
    command("events", texts.eventsWith(typed), `${base}/events?${q}`),
    ...(account !== null && /^\d{5,}$/.test(typed)
      ? [command("conversations", texts.conversationOf(typed), `${base}/conversations?person=${typed}`)]
      : []),
  ];
}

/** Everything that fits what was typed, nearest first. */
export function commandsFor({ account, typed, accounts, cycles }: Surroundings): Command[] {
  const pages = (list: typeof partnerPages, group: string, base: string): Command[] =>
    list
      .filter(([label]) => fits(label, typed))
      .map(([label, path]) => ({ id: `${group} ${label}`, group, label, to: base + path }));
  return [
    ...(account === null ? [] : pages(accountPages, texts.here(account.name), inAccount(account.key))),
    ...cycles.map((cycle) => ({
      id: cycle.id,
      group: texts.cycles,
      label: cycle.name,
      to: inAccount(account?.key ?? cycle.account, `/cycles/${cycle.id}`),
    })),
    ...pages(partnerPages, texts.go, ""),
    ...accounts.map((each) => ({
      id: each.id,
      group: texts.accounts,
      label: each.name,
      ...(each.externalId === null ? {} : { hint: each.externalId }),
      to: inAccount(accountKey(each)),
    })),
    ...finds(typed, account),
  ];
}
