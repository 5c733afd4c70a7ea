import type { Pool } from "pg";
import {
  eraseEventsOfPerson,
  type PersonOfOwner,
  readEventsOfPerson,
  readSetupsOfAccount,
  readStretchEnd,
} from "./erase-event-store.ts";

const nil = "00000000-0000-0000-0000-000000000000";
const stretchLength = 2000;

/** Whom an erasure is about. */
export interface PersonToErase {
  erasureId: string;
  accountId: string;
  page: string;
  person: string;
  /** When it was asked for. */
  before: Date;
}

/** Events of a person, and the lanes that are theirs alone. */
export interface EventsOfPerson {
  ids: string[];
  lanes: string[];
}

/** Null when it was stopped before the end. */
export async function findEvents(pool: Pool, who: PersonToErase, stop: AbortSignal): Promise<EventsOfPerson | null> {
  const ids: string[] = [];
  const lanes = new Set<string>();
  const owner = inAccount(who);
  const whole = await eachStretch(pool, owner.ownerId, stop, async (stretch) => {
    for (const { id, lane } of await readEventsOfPerson(pool, owner, stretch)) {
      ids.push(id);
      if (lane !== null) lanes.add(lane);
    }
  });
  return whole ? { ids, lanes: [...lanes] } : null;
}

/** The account's events of that person, and those that wait for nobody in the Setups it uses. False when it was stopped. */
export async function eraseEvents(pool: Pool, who: PersonToErase, stop: AbortSignal): Promise<boolean> {
  const setupIds = await readSetupsOfAccount(pool, who.accountId);
  const owners: PersonOfOwner[] = [inAccount(who), { ...inAccount(who), ownerId: nil, setupIds }];
  for (const owner of owners) {
    const erase = (stretch: Stretch) => eraseEventsOfPerson(pool, who.erasureId, owner, stretch);
    if (!(await eachStretch(pool, owner.ownerId, stop, erase))) return false;
  }
  return true;
}

const inAccount = ({ accountId, page, person, before }: PersonToErase): PersonOfOwner => ({
  ...{ ownerId: accountId, page, person, before },
  setupIds: null,
});

interface Stretch {
  after: string;
  end: string;
}

async function eachStretch(
  pool: Pool,
  ownerId: string,
  stop: AbortSignal,
  visit: (stretch: Stretch) => Promise<void>,
): Promise<boolean> {
  let after = nil;
  while (!stop.aborted) {
    const end = await readStretchEnd(pool, ownerId, after, stretchLength);
    if (end === null) return true;
    await visit({ after, end });
    after = end;
  }
  return false;
}
