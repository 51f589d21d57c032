/*
 * Loaded before a supervised service (node --require). The channel to the supervisor closes when that dies, however it
 * dies; the service then leaves as after a SIGTERM, and at the latest after a few seconds. Plain JavaScript, so that it
 * is the same file for the compiled tree and for tests.
 */
const LEAVE_WITHIN_MS = 5_000;

process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), LEAVE_WITHIN_MS).unref();
});

// Listening must not keep a service running that has nothing else to do.
process.channel?.unref();
