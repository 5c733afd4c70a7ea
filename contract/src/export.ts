import { z } from "zod";
import { partnerEventQuery } from "./event.ts";
import { partnerRunQuery } from "./run.ts";

/** `csv`: a header and a row each, for a spreadsheet. `json`: an array of what lists answer. */
export const exportFormats = ["csv", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];

const format = z.enum(exportFormats).default("csv");

/** An export takes the filters of its list and answers everything that fits, newest first. */
export const partnerRunExport = partnerRunQuery.omit({ limit: true, cursor: true }).extend({ format });
export const runExport = partnerRunExport.omit({ account: true });
export const partnerEventExport = partnerEventQuery.omit({ limit: true, cursor: true }).extend({ format });
export const eventExport = partnerEventExport.omit({ account: true });
