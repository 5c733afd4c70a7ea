import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { request } from "undici";
import { type Child, startChild, until } from "./child.ts";

const version = "5.0.7";
const folder = fileURLToPath(new URL("../.peers/node-red", import.meta.url));

async function installedVersion(): Promise<string | null> {
  try {
    const manifest = await readFile(join(folder, "node_modules/node-red/package.json"), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw new Error("Could not read the installed Node-RED's version.", { cause });
  }
}

async function install(): Promise<void> {
  if ((await installedVersion()) === version) return;
  console.log(`  installing Node-RED ${version} into bench/.peers (once)`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "private": true }\n');
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["install", "--no-audit", "--no-fund", "--save-exact", `node-red@${version}`];
  await promisify(execFile)(npm, args, { cwd: folder, timeout: 600_000 });
}

/**
 * The same work as a person would build it: answered at once as Meta wants it, then a Switch on the text and the reply
 * over connections that are kept open. No signature is checked and nothing is stored: it has no node for either.
 */
function flow(graphUrl: string): object[] {
  const text = "payload.entry[0].messaging[0].message.text";
  const build = `const item = msg.payload.entry[0].messaging[0];
msg.payload = { recipient: { id: item.sender.id }, message: { text: "Hello " + item.message.text } };
msg.headers = { "content-type": "application/json" };
return msg;`;
  const node = (id: string, type: string, wires: string[][], rest: object): object => ({
    ...{ id, type, z: "tab", name: id, x: 0, y: 0, wires },
    ...rest,
  });
  return [
    { id: "tab", type: "tab", label: "Greeting", disabled: false },
    node("in", "http in", [["answer", "contains"]], { url: "/webhook", method: "post", upload: false }),
    node("answer", "http response", [], { statusCode: "200", headers: {} }),
    node("contains", "switch", [["build"]], {
      property: text,
      propertyType: "msg",
      rules: [{ t: "cont", v: "hi", vt: "str" }],
      checkall: "true",
      repair: false,
      outputs: 1,
    }),
    node("build", "function", [["post"]], { func: build, outputs: 1, timeout: 0, libs: [] }),
    node("post", "http request", [[]], {
      method: "POST",
      ret: "txt",
      paytoqs: "ignore",
      url: `${graphUrl}/v25.0/me/messages?access_token=token`,
      tls: "",
      persist: true,
      authType: "",
      senderr: false,
    }),
  ];
}

export interface NodeRed {
  readonly url: string;
  readonly child: Child;
  readonly version: string;
  stop(): Promise<void>;
}

async function answers(url: string): Promise<boolean> {
  try {
    // The flow is up when its address is known; an empty body passes the Switch by.
    const { statusCode, body } = await request(`${url}/webhook`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"entry":[{"messaging":[{"message":{"text":""}}]}]}',
    });
    await body.dump();
    return statusCode === 200;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED") return false;
    throw new Error(`Could not ask Node-RED at ${url}.`, { cause });
  }
}

export async function startNodeRed(graphUrl: string, port: number): Promise<NodeRed> {
  await install();
  const home = await mkdtemp(join(tmpdir(), "velodrome-node-red-"));
  const settings = { uiHost: "127.0.0.1", uiPort: port, flowFile: "flows.json", httpAdminRoot: false };
  const options = { ...settings, logging: { console: { level: "warn", metrics: false, audit: false } } };
  await writeFile(join(home, "settings.js"), `module.exports = ${JSON.stringify(options)};\n`);
  await writeFile(join(home, "flows.json"), JSON.stringify(flow(graphUrl)));
  const program = join(folder, "node_modules/node-red/red.js");
  const child = startChild({
    name: "Node-RED",
    command: [process.execPath, program, "--userDir", home],
    env: { NODE_ENV: "production" },
  });
  const url = `http://127.0.0.1:${port}`;
  await until(() => {
    child.mustRun();
    return answers(url);
  }, "Node-RED to be ready");
  return {
    url: `${url}/webhook`,
    child,
    version,
    async stop() {
      await child.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
