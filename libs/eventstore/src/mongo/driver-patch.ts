/** The part of the driver's connection that is changed here. */
interface Connection {
  readonly closed: boolean;
  readonly socket: { emit(event: 'drain'): boolean };
  cleanup(error: Error): void;
}

let patched = false;

/**
 * Repairs the MongoDB driver 7.8.0 in this process, once. A command that is written to a socket whose other side has just
 * closed it waits for `drain`, which never comes, and for nothing else: it never ends, whatever timeouts are set, and keeps
 * its place in the pool for ever. Here whoever waits is woken when the connection closes, and then finds its error.
 */
export function patchDriver(): void {
  if (patched) return;
  patched = true;
  const { Connection } = require('mongodb/lib/cmap/connection') as { Connection: { prototype: Connection } };
  const { cleanup } = Connection.prototype;
  Connection.prototype.cleanup = function (this: Connection, error: Error): void {
    const wasClosed = this.closed;
    cleanup.call(this, error);
    if (!wasClosed) this.socket.emit('drain');
  };
}
