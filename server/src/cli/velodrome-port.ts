const patienceMs = 2000;

/** Whether it is a Velodrome that listens there, as it says of itself. Whatever else answers, or nothing, is none. */
export async function isVelodromeAt({ host, port }: { host: string; port: number }): Promise<boolean> {
  const name = host.includes(":") ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${name}:${port}/health/live`, { signal: AbortSignal.timeout(patienceMs) });
    return answer.ok && (await answer.text()) === JSON.stringify({ status: "ok" });
  } catch {
    return false;
  }
}
