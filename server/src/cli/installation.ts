import { fileURLToPath } from "node:url";

/** The folder that holds server, console, sandbox and the rest. */
export const installationFolder = fileURLToPath(new URL("../../..", import.meta.url));
