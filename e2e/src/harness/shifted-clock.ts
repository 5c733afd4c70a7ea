import { readFileSync } from "node:fs";

/**
 * Loaded into a process before anything else (`node --import`): its clock goes wrong by as many ms as a file says, while it
 * runs. What measures time without a clock goes on as it was, as on a machine whose clock somebody sets.
 */
const file = process.env.SHIFTED_CLOCK ?? "";
const RealDate = globalThis.Date;
let shiftMs = 0;

class ShiftedDate extends RealDate {
  constructor(...parts: unknown[]) {
    super(...((parts.length === 0 ? [ShiftedDate.now()] : parts) as [number]));
  }
  static override now(): number {
    return RealDate.now() + shiftMs;
  }
}
globalThis.Date = ShiftedDate as DateConstructor;
setInterval(() => {
  shiftMs = Number(readFileSync(file, "utf8"));
}, 50).unref();
