import { personTicks, type SetupHealth } from "@velodrome/contract";

const whileOpen = 3000;
const otherwise = 30_000;

const ticked: readonly string[] = personTicks;

/** How long to wait before the health of a Setup is looked at again, in ms: short while something may change soon. */
export function pollEvery(health: SetupHealth | undefined): number {
  if (health === undefined) return whileOpen;
  const open = health.checklist.some(({ item, state }) => state !== "done" && !ticked.includes(item));
  const goingOn = health.rejections.some(({ since }) => since !== null);
  return open || goingOn ? whileOpen : otherwise;
}
