/**
 * What is there already, or comes later: of what is nearly always remembered. Whoever is asked for every message looks
 * (`instanceof Promise`) before it waits, for a wait costs more than the answer; whoever is asked seldom just awaits it.
 */
export type Soon<T> = T | Promise<T>;
