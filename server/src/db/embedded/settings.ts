import { totalmem } from "node:os";

const mebibyte = 1024 * 1024;

/**
 * PostgreSQL's settings, given on its command line so that each start has exactly these, whatever an older version of
 * this program wrote into the cluster's own files. lz4 is not among them: the packaged server is built without it.
 */
export function serverSettings(options: {
  port: number;
  /** See `prepareSocketFolder`. */
  socketFolder: string | null;
  durable: boolean;
  memoryBytes?: number;
}): string[] {
  const memory = options.memoryBytes ?? availableMemory();
  const settings: Record<string, string | number> = {
    port: options.port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: options.socketFolder ?? "",
    unix_socket_permissions: "0700",
    max_connections: 100,
    shared_buffers: `${sharedBuffers(memory, options.durable)}MB`,
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    autovacuum_naptime: "5s",
    log_min_messages: "warning",
    log_checkpoints: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    jit: "off",
    logging_collector: "off",
    ...(options.durable ? durable : throwAway),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** What "the event is on disk" rests on. */
const durable = { fsync: "on", full_page_writes: "on", synchronous_commit: "on" };

/** For a cluster that is deleted after the tests; `wal_level=minimal` makes copying a database cheap. */
const throwAway = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  wal_level: "minimal",
  max_wal_senders: 0,
};

function sharedBuffers(memoryBytes: number, isDurable: boolean): number {
  const most = isDurable ? 256 : 64;
  return Math.max(16, Math.min(most, Math.floor(memoryBytes / mebibyte / 8)));
}

/** A container's limit where there is one. */
function availableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
