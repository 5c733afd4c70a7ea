import helmet from "@fastify/helmet";
import type { Api } from "./api.ts";

/**
 * What a page of ours may do: load from here and talk to here. Styles may stand in the page, because Mantine writes
 * some there; scripts may not. Nobody may frame us.
 */
export async function addSecurityHeaders(api: Api): Promise<void> {
  await api.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", "blob:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: "deny" },
    // The console keeps hold of the window in which somebody signs in elsewhere, to see when it was closed.
    crossOriginOpenerPolicy: { policy: "same-origin-allow-popups" },
    referrerPolicy: { policy: "same-origin" },
    // A partner's other hosts below this one are not ours to decide on.
    strictTransportSecurity: { includeSubDomains: false },
  });
}
