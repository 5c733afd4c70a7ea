import { type SignatureAlarmDeps, watchAllSignatures } from "../connection/signature-alarm.ts";
import type { Chore } from "./chore.ts";

/** Ends alarms about signatures that are right again, and raises those that a crash swallowed. */
export const watchSignatures: Chore<SignatureAlarmDeps> = watchAllSignatures;
