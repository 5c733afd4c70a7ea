import { parseArgs } from "node:util";

export interface Options {
  /** Measure the other products too; they are installed when they are missing. */
  readonly peers: boolean;
  readonly rounds: number;
  /** Messages of one measurement. */
  readonly messages: number;
  /** Messages sent before the clock starts. */
  readonly warmUp: number;
  readonly connections: number;
  /** A trial: its figures are shown, not kept. */
  readonly quick: boolean;
  /** Instead: so many stored runs, compared with none. */
  readonly growth: number | null;
  /** Instead: memory while so many events pass. */
  readonly endurance: number | null;
}

export const usage = `npm run bench -- [--peers] [--rounds N] [--messages N] [--connections N] [--quick]
npm run bench -- --growth[=N] [--rounds N] [--messages N]
npm run bench -- --endurance[=N]

  --peers          measure Node-RED as well (installed from npm into bench/.peers when missing)
  --rounds N       rounds, of which the medians count (3)
  --messages N     messages of each measurement (20000)
  --connections N  connections that send at the same time (64)
  --quick          one round of 2000 messages: a trial, whose figures say little and are not kept
  --growth[=N]     cycles/s with N stored runs (1000000) and 2000 running cycles, compared with an empty installation
  --endurance[=N]  memory while N events (1000000) pass through`;
const million = 1_000_000;

/** An option that may stand without its value. */
function optionalNumber(args: readonly string[], name: string): number | null {
  const given = args.find((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  if (given === undefined) return null;
  return given === `--${name}` ? million : wholeNumber(name, given.slice(name.length + 3), 100 * million);
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new Error(`--${name} takes a whole number from 1 to ${most}, not "${text}".\n\n${usage}`);
  }
  return value;
}

export function readOptions(args: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: args.filter((arg) => !/^--(growth|endurance)(=|$)/.test(arg)),
    options: {
      peers: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
      rounds: { type: "string" },
      messages: { type: "string" },
      connections: { type: "string", default: "64" },
    },
  });
  if (values.help) return "help";
  const messages = wholeNumber("messages", values.messages ?? (values.quick ? "2000" : "20000"), 1_000_000);
  return {
    peers: values.peers,
    rounds: wholeNumber("rounds", values.rounds ?? (values.quick ? "1" : "3"), 99),
    messages,
    warmUp: Math.min(5000, Math.ceil(messages / 4)),
    connections: wholeNumber("connections", values.connections, 1000),
    quick: values.quick,
    growth: optionalNumber(args, "growth"),
    endurance: optionalNumber(args, "endurance"),
  };
}
