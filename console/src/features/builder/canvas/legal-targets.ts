import { createContext } from "react";

/** While a way is being drawn: the steps that it may lead to. */
export const LegalTargets = createContext<ReadonlySet<string> | null>(null);
