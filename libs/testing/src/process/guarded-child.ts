import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLinesOf } from './log-file';

/*
 * A server that does not outlive us: a shell waits for it and, beside it, for the end of its own standard input, which
 * is a pipe from this process. However this process dies, the pipe closes and the server is killed. The server runs in
 * a process group of its own, so that Ctrl-C reaches only the supervisor, which stops everything in order.
 */
export const GUARD = `
trap : TERM INT HUP
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
echo "$server" > "$ENTREPOT_PID_FILE"
{ trap '' TERM INT HUP; read -r _ <&3; kill -KILL $server 2>/dev/null; } &
watch=$!
while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
kill -KILL $watch 2>/dev/null
exit $code
`;

export interface GuardedOptions {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly logFile: string;
  readonly cwd?: string;
}

/** A running server process: stopped with stop(), killed when this process ends in whatever way. */
export class GuardedChild {
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private alive = true;

  constructor(private readonly options: GuardedOptions) {
    mkdirSync(dirname(options.logFile), { recursive: true });
    const log = openSync(options.logFile, 'a');
    this.child = spawn('/bin/sh', ['-c', GUARD, 'guard', ...options.command], {
      cwd: options.cwd,
      detached: true,
      stdio: ['pipe', log, log],
      env: { ...process.env, ENTREPOT_PID_FILE: this.pidFile },
    });
    closeSync(log);
    this.ended = new Promise((resolve) => this.child.once('exit', () => resolve(this.markEnded())));
    this.child.stdin?.on('error', () => undefined);
  }

  get running(): boolean {
    return this.alive;
  }

  /** The server's own process id (not the guard's), for reading its memory and for killing it in tests. */
  get pid(): number | undefined {
    try {
      return Number(readFileSync(this.pidFile, 'utf8')) || undefined;
    } catch {
      return undefined;
    }
  }

  /** The last lines it logged, to explain why it did not come up. */
  get lastWords(): string {
    return lastLinesOf(this.options.logFile, 8);
  }

  /** Lets this process end although the server still runs: the end of this process then ends the server. */
  unref(): void {
    this.child.unref();
    (this.child.stdin as { unref?: () => void } | null)?.unref?.();
  }

  /** Asks it to leave, and makes it leave when it has not done so in time; true: it left by itself. */
  async stop(graceMs: number): Promise<boolean> {
    if (!this.alive) return false;
    this.signal('SIGTERM');
    await Promise.race([this.ended, sleep(graceMs, undefined, { ref: false })]);
    const inOrder = !this.alive;
    if (!inOrder) this.signal('SIGKILL');
    await this.ended;
    return inOrder;
  }

  private get pidFile(): string {
    return `${this.options.logFile}.pid`;
  }

  private signal(signal: NodeJS.Signals): void {
    try {
      if (this.child.pid !== undefined) process.kill(-this.child.pid, signal);
    } catch {
      this.markEnded();
    }
  }

  private markEnded(): void {
    this.alive = false;
  }
}
