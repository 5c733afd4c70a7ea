/** Licences under which a package may come along: permissive ones, and those whose duties end at their own files. */
const allowedLicences: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  // Used as it is published, unchanged and in a file of its own: its duties cover that file only.
  "EPL-2.0",
  "ISC",
  "MIT",
  "MIT-0",
  // Used as it is published, unchanged: its duties cover its own files only.
  "MPL-2.0",
  "OFL-1.1",
  "PostgreSQL",
  "Python-2.0",
  "Unlicense",
  "Zlib",
]);

/** Whether an SPDX expression leaves a choice that is allowed. Brackets around the whole are all that npm packages use. */
export function isAllowed(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, "$1");
  if (/[()]/.test(bare)) return false;
  return bare.split(" OR ").some((choice) => choice.split(" AND ").every((licence) => allowedLicences.has(licence)));
}
