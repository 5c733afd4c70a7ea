import type { Notice } from "@velodrome/contract";
import { texts } from "./texts.ts";

interface Target {
  to: string;
  label: string;
}

const path = (...parts: string[]): string => `/${parts.map(encodeURIComponent).join("/")}`;

/** Where what a notice speaks of can be mended; null where only waiting helps. */
export function noticeTarget({ act, account, connection, connector, setup }: Notice): Target | null {
  if (act === "open-settings") return { to: "/settings/general", label: texts.openSettings };
  if (account !== null && connection !== null) {
    return { to: path("accounts", account, "connections", connection), label: texts.openConnection };
  }
  if (connector !== null && setup !== null) {
    return { to: path("connectors", connector, "setups", setup), label: texts.openSetup };
  }
  return null;
}

const rank = { error: 0, warning: 1, info: 2 } as const;

/** The worst first, and among equals the newest. */
export const worstFirst = (notices: readonly Notice[]): Notice[] =>
  [...notices].sort(
    (one, other) => rank[one.severity] - rank[other.severity] || other.createdAt.localeCompare(one.createdAt),
  );
