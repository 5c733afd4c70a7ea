import { createValueSealer } from "../sealed-values.ts";

/** Of all tests' runs, so that one process opens what another has sealed. */
export const testSealer = createValueSealer(Buffer.alloc(32, 9));
