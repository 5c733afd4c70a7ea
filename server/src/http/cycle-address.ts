import { z } from "zod";

/** Where an account's cycles stand. */
export const inAccount = z.object({ account: z.string().max(200) });
export const oneCycle = inAccount.extend({ cycle: z.string().max(100) });
export const oneStep = oneCycle.extend({ step: z.string().max(100) });
