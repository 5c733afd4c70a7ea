#!/usr/bin/env node
// Plain JavaScript that any Node reads: what follows is TypeScript, which an older one cannot start.
const needed = 24;
if (Number(process.versions.node.split(".")[0]) < needed) {
  process.stderr.write(
    `Velodrome needs Node ${needed} or newer, and this is ${process.version}: run \`npm ci\` here, which brings one, then \`npm start\` or \`npx velodrome\`.\n`,
  );
  process.exit(1);
}
await import("../src/main.ts");
