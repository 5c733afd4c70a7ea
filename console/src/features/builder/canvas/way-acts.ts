import { createContext } from "react";
import type { Place } from "../builder-host.ts";

/** What a way can do; it stays the same while the cycle changes, so that ways are not all drawn again. */
export const WayActs = createContext<{ askToAdd: (place: Place) => void; editable: boolean }>({
  askToAdd: () => undefined,
  editable: false,
});
