const everyMs = 1000;

/**
 * Calls `gone` once the process that started us is no more: killed outright it cannot tell us to stop.
 * A dead parent nobody has collected yet still has its id, but is no longer our parent: so both are asked.
 */
export function watchParent(pid: number, gone: () => void): () => void {
  const isOurParent = process.ppid === pid;
  const timer = setInterval(() => {
    if (lives(pid) && (!isOurParent || process.ppid === pid)) return;
    clearInterval(timer);
    gone();
  }, everyMs).unref();
  return () => clearInterval(timer);
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // EPERM: it is there, but another user's.
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}
