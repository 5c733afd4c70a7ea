/** Texts about a file of which a cycle is made. */
export const texts = {
  import: "Import a file",
  failed: "The file was not imported",
  unnamed: "Imported cycle",
  empty: "The file is empty. Export a cycle again, and choose that file.",
  tooLarge: (mebibytes: number) =>
    `The file has ${mebibytes.toFixed(1)} MiB, and no more than 4 MiB are taken. A cycle’s file is far smaller: is it the right one?`,
  noJson: (line: number, column: number) =>
    `The file is not JSON: it cannot be read from line ${line}, column ${column} on. Mend it there, or export the cycle again.`,
  otherKind: (kind: string) =>
    `The file comes from Velodrome, but holds no cycle: it says that it is “${kind}”. Choose a file that was made by Export as a file.`,
  otherFormat: (format: unknown, known: number) =>
    typeof format === "number" && format > known
      ? `The file has format ${format}, made by a newer Velodrome; this one reads format ${known}. Update this installation, and import it again.`
      : `The file says no format that is known here: format ${known} is. Export the cycle again.`,
  foreign: (product: string) =>
    `This is an export of ${product}. What other products draw cannot be taken over: build the cycle anew here.`,
  noCycle:
    "The file is JSON, but no cycle of Velodrome. What other products export cannot be taken over; a file made by Export as a file can.",
  flawed: "Nothing was imported. What is wrong in the file:",
  stepAt: (number: number) => `step ${number}`,
  at: (where: string, field: string | null, what: string) => `${where}${field === null ? "" : `, ${field}`}: ${what}`,
  more: (count: number) => (count === 1 ? "and 1 flaw more" : `and ${count} flaws more`),
  imported: (name: string, without: number) =>
    without === 0
      ? `“${name}” was imported as a draft.`
      : `“${name}” was imported as a draft. ${without === 1 ? "1 step needs" : `${without} steps need`} a connection of this account.`,
  unknown: "Some of its steps call what is not here. Remove or replace them before it can run:",
  open: "Open it",
} as const;
