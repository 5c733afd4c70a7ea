import { type CycleLabels, cycleWithDocument, type ImportedCycle, importedCycle } from "@velodrome/contract";
import { z } from "zod";
import { inAccount, request } from "../../lib/request.ts";
import { readCycleFile } from "./cycle-of-file.ts";
import { refusedFile } from "./refused-file.ts";

export const labelCycle = (account: string, cycle: string, labels: CycleLabels) =>
  request(cycleWithDocument, inAccount(account, "cycles", cycle, "labels"), { method: "PUT", body: labels });

export const deleteCycle = (account: string, cycle: string) =>
  request(z.null(), inAccount(account, "cycles", cycle), { method: "DELETE" });

export const restoreCycle = (account: string, cycle: string) =>
  request(cycleWithDocument, inAccount(account, "cycles", cycle, "restore"), { method: "POST" });

/** Where a cycle is fetched from as a file. */
export const cycleFileAddress = (account: string, cycle: string): string =>
  inAccount(account, "cycles", cycle, "export");

/** Makes a cycle of a file. @throws NoCycleFileError or RefusedFileError, which say what is wrong with it */
export async function importCycle(account: string, file: File): Promise<ImportedCycle> {
  const body = await readCycleFile(file);
  try {
    return await request(importedCycle, inAccount(account, "cycles", "import"), { method: "POST", body });
  } catch (error) {
    throw refusedFile(error, body);
  }
}
