import { lazyRouteComponent } from "@tanstack/react-router";

const online = (): Promise<void> =>
  new Promise((resolve) => window.addEventListener("online", () => resolve(), { once: true }));

/**
 * Offline, what is not there yet cannot come: the failure is told only when there is a network to try again with. Then it is
 * always one that the router knows as such, also of a style sheet, and a new one each time, since it answers each only once.
 */
const patient =
  <T>(load: () => Promise<T>) =>
  () =>
    load().catch(async (cause: unknown) => {
      if (navigator.onLine) throw cause;
      await online();
      throw new TypeError(`Failed to fetch dynamically imported module: offline until ${performance.now()}`, { cause });
    });

/**
 * A page that is loaded when it is opened. The router answers a failure to load by loading the whole page anew, which offline
 * would leave the browser's own page of an error in its place.
 */
export const lazyPage: typeof lazyRouteComponent = (load, name) => lazyRouteComponent(patient(load), name);
