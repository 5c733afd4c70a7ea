import {
  type CycleFile,
  type CycleLabels,
  cycleFile,
  cycleWithDocument,
  type ImportedCycle,
  importedCycle,
} from "@velodrome/contract";
import { z } from "zod";
import { inAccount, request } from "../../lib/request.ts";
import { texts } from "./shelf-texts.ts";

export const labelCycle = (account: string, cycle: string, labels: CycleLabels) =>
  request(cycleWithDocument, inAccount(account, "cycles", cycle, "labels"), { method: "PUT", body: labels });

export const deleteCycle = (account: string, cycle: string) =>
  request(z.null(), inAccount(account, "cycles", cycle), { method: "DELETE" });

export const restoreCycle = (account: string, cycle: string) =>
  request(cycleWithDocument, inAccount(account, "cycles", cycle, "restore"), { method: "POST" });

/** Where a cycle is fetched from as a file. */
export const cycleFileAddress = (account: string, cycle: string): string =>
  inAccount(account, "cycles", cycle, "export");

/** A person chose a file that holds no cycle. @internal for its test */
export class NoCycleFileError extends Error {
  override readonly name = "NoCycleFileError";
}

/** @internal for its test. @throws NoCycleFileError */
export function readCycleFile(text: string): CycleFile {
  try {
    return cycleFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new NoCycleFileError(texts.noFile, { cause });
  }
}

export const importCycle = async (account: string, file: File): Promise<ImportedCycle> =>
  request(importedCycle, inAccount(account, "cycles", "import"), {
    method: "POST",
    body: readCycleFile(await file.text()),
  });
