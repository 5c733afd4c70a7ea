import { createContext, use } from "react";
import type { LiveState } from "../lib/live-connection.ts";

/** State of the live stream of the account in sight; null where none is open. */
export const LiveStatus = createContext<LiveState | null>(null);

export const useLiveStatus = () => use(LiveStatus);
