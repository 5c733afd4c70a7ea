import type { Reading } from "./round.ts";
import { ratio, type Summary } from "./summary.ts";

function figure(value: number | null, digits = 0): string {
  return value === null ? "–" : value.toLocaleString("en", { maximumFractionDigits: digits, useGrouping: true });
}

function times(value: number | null): string {
  return value === null ? "–" : value.toFixed(2);
}

function row(name: string, reading: Reading, { bare, nodeRed }: Summary): string[] {
  return [
    name,
    figure(reading.acknowledgedPerSecond),
    times(ratio(reading.acknowledgedPerSecond, bare.acknowledgedPerSecond)),
    figure(reading.p50, 1),
    figure(reading.p99, 1),
    figure(reading.cyclesPerSecond),
    times(ratio(reading.cyclesPerSecond, bare.cyclesPerSecond)),
    times(ratio(reading.cyclesPerSecond, nodeRed?.cyclesPerSecond)),
    figure(reading.memory === null ? null : reading.memory / 1024 ** 2),
  ];
}

export function table(summary: Summary): string {
  const head = ["", "acknowledged/s", "× bare", "p50 ms", "p99 ms", "cycles/s", "× bare", "× Node-RED", "memory MB"];
  const rows = [
    head,
    row("bare node:http, nothing kept", summary.bare, summary),
    row("Velodrome, web role alone", summary.web, summary),
    row("Velodrome, everything", summary.whole, summary),
  ];
  if (summary.nodeRed !== null) rows.push(row("Node-RED, nothing kept", summary.nodeRed, summary));
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => `${"-".repeat(width + 1)}${column === 0 ? "-" : ":"}`).join("|")}|`;
  return [line(head), rule, ...rows.slice(1).map(line)].join("\n");
}

export function bars(summary: Summary): string {
  return summary.bars
    .map(({ text, value, met }) => {
      const verdict = met === null ? "not measured" : met ? "met" : "MISSED";
      return `${verdict.padEnd(12)} ${text}${value === null ? "" : ` (${figure(value, 2)})`}`;
    })
    .join("\n");
}
