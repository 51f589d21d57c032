/** The part of the driver's connection that is changed here. */
interface Connection {
  readonly closed: boolean;
  readonly socket: { emit(event: 'drain'): boolean };
  cleanup(error: Error): void;
}

/** The part of the driver's pool that is changed here. */
interface Pool {
  readonly options: { readonly minPoolSize: number };
  minPoolSizeTimer?: NodeJS.Timeout;
  ensureMinPoolSize(): void;
}

const POOL_LOOK_MS = 10_000;
let patched = false;

/** Repairs the MongoDB driver 7.8.0 in this process, once. */
export function patchDriver(): void {
  if (patched) return;
  patched = true;
  wakeWaiting(
    (require('mongodb/lib/cmap/connection') as { Connection: { prototype: Connection } }).Connection.prototype,
  );
  calmPool(
    (require('mongodb/lib/cmap/connection_pool') as { ConnectionPool: { prototype: Pool } }).ConnectionPool.prototype,
  );
}

/**
 * A command that is written to a socket whose other side has just
 * closed it waits for `drain`, which never comes, and for nothing else: it never ends, whatever timeouts are set, and keeps
 * its place in the pool for ever. Here whoever waits is woken when the connection closes, and then finds its error.
 */
function wakeWaiting(connection: Connection): void {
  const { cleanup } = connection;
  connection.cleanup = function (this: Connection, error: Error): void {
    const wasClosed = this.closed;
    cleanup.call(this, error);
    if (!wasClosed) this.socket.emit('drain');
  };
}

/**
 * Every pool looks ten times a second whether it has the connections that it should have at least, and throws away those that are
 * of no use any more, as it also does whenever one is taken. Where no least number is wanted, now and then is enough.
 */
function calmPool(pool: Pool): void {
  const { ensureMinPoolSize } = pool;
  pool.ensureMinPoolSize = function (this: Pool): void {
    const before = this.minPoolSizeTimer;
    ensureMinPoolSize.call(this);
    if (this.options.minPoolSize > 0 || this.minPoolSizeTimer === before) return;
    clearTimeout(this.minPoolSizeTimer);
    this.minPoolSizeTimer = setTimeout(() => this.ensureMinPoolSize(), POOL_LOOK_MS);
  };
}
