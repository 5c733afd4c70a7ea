/** Where the time comes from. It is an argument wherever time matters, so that tests set it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
