import { describeCheck, runChecks } from "./checks.ts";
import { repositoryRoot } from "./tool.ts";

const results = await runChecks(repositoryRoot, (result) => console.log(describeCheck(result)));
const failed = results.filter((result) => !result.ok);
if (failed.length > 0) {
  console.log(`Failed: ${failed.map((result) => result.name).join(", ")}. \`npm run format\` mends formatting.`);
  process.exitCode = 1;
}
