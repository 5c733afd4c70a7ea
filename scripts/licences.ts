import { writeFileSync } from "node:fs";
import { licencesFile, readInstalledLicences } from "./installed-licences.ts";

const { markdown, refused } = readInstalledLicences();
writeFileSync(licencesFile, markdown);
console.log(`Wrote ${licencesFile}`);
if (refused.length > 0) {
  console.error(`These packages come under a licence that is not on the list in scripts/licence-rules.ts:`);
  for (const line of refused) console.error(`  ${line}`);
  process.exitCode = 1;
}
