import { serviceDomain } from "@velodrome/contract";

/** The host of what a person entered or pasted: also out of a whole address, as a tunnel prints it. */
export const hostOf = (entered: string): string =>
  entered
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/[/?#].*$/, "")
    .toLowerCase();

/** Whether it may be a Service Domain at all. */
export const isHost = (host: string): boolean => serviceDomain.safeParse(host).success;

const thisMachine = /^(localhost|127(\.\d{1,3}){3})(:\d+)?$/;

/** The address that everything at Meta will be built on. Only this machine is spoken to without https. */
export const publicUrlOf = (host: string): string => `${thisMachine.test(host) ? "http" : "https"}://${host}`;
