import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Say } from '../process/progress';
import { lastLinesOf } from '../process/log-file';
import { workspaceRoot } from '../workspace/root';
import { nextDelay } from './back-off';
import type { Environment } from './environment';
import { stepBack } from './niceness';

/** Many processes share one machine here: what is let go is collected early instead of growing to several times what is in use. */
const FLAGS = ['--disable-warning=TimeoutNegativeWarning', '--max-semi-space-size=16', '--heap-growing-percent=60'];

export interface SupervisionOptions {
  /** What it is called when it is spoken of: `orders`, `orders-2`. */
  readonly label: string;
  readonly entry: string;
  readonly url: string;
  readonly env: Environment;
  readonly logFile: string;
  readonly say: Say;
  /** How much less than the supervisor's its turn counts where processes compete, 0 (as much) to 19. */
  readonly niceness?: number;
}

/** How a process ended: by itself with a status, or by a signal. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One service process under supervision: when it ends without being asked to, it is started again, ever later. */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private leaving = false;
  private startedAt = 0;
  private restarts = 0;
  private delayMs = 0;
  /** Where in the log its last two runs begin, the newest first. */
  private runsFrom: readonly number[] = [];

  constructor(private readonly options: SupervisionOptions) {
    mkdirSync(dirname(options.logFile), { recursive: true });
  }

  get label(): string {
    return this.options.label;
  }

  get url(): string {
    return this.options.url;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** How often it was started again so far. */
  get restartCount(): number {
    return this.restarts;
  }

  /** Of its last run, or of the one before where that one has said nothing yet. */
  get lastWords(): string {
    if (!existsSync(this.options.logFile)) return '';
    const [last = 0, before = last] = this.runsFrom;
    const said = (from: number) => lastLinesOf(this.options.logFile, 30, from);
    return said(last).trim() === '' ? said(before) : said(last);
  }

  start(): void {
    const log = openSync(this.options.logFile, 'a');
    this.runsFrom = [fstatSync(log).size, ...this.runsFrom.slice(0, 1)];
    const preload = join(workspaceRoot(), 'libs/testing/src/process/die-with-parent.cjs');
    // A group of its own: Ctrl-C reaches only the supervisor, which stops everything in order.
    this.child = spawn(nodeBinary(), [...FLAGS, '--require', preload, this.options.entry], {
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
      // As `tools/run.mjs` does: a start from what was compiled before takes a fifth less CPU.
      env: { NODE_COMPILE_CACHE: join(dirname(this.options.entry), '.compiled'), ...this.options.env },
    });
    closeSync(log);
    this.startedAt = Date.now();
    if (this.restarts > 0) this.letOthersGoFirst();
    this.child.once('error', (error) => this.options.say(`${this.label} could not be started: ${error.message}`));
    this.child.once('exit', (code, signal) => this.onExit(code, signal));
  }

  /** From now on, by its niceness. Not while it starts with all the others, which it may wait for; a later start is among those at work. */
  letOthersGoFirst(): void {
    const { niceness = 0 } = this.options;
    if (niceness > 0 && this.pid !== undefined) stepBack(this.pid, niceness);
  }

  /**
   * Sends the signal; resolves once the process has ended (the supervisor starts it again after a delay). Undefined when it
   * was not running.
   */
  async kill(signal: NodeJS.Signals): Promise<Ending | undefined> {
    const { child } = this;
    if (!child || hasEnded(child)) return undefined;
    const ended = endOf(child);
    child.kill(signal);
    return ended;
  }

  /** Asks it to leave, and makes it leave when it has not done so in time. */
  async stop(graceMs: number): Promise<void> {
    this.leaving = true;
    const { child } = this;
    if (!child || hasEnded(child)) return;
    const ended = endOf(child);
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
    if (hasEnded(child)) return;
    child.kill('SIGKILL');
    await ended;
  }

  private onExit(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.leaving) return;
    this.delayMs = nextDelay(this.delayMs, Date.now() - this.startedAt);
    const how = signal ? `was killed by ${signal}` : `ended with exit status ${code}`;
    this.options.say(`${this.label} ${how}; starting it again in ${this.delayMs / 1000} s.`);
    setTimeout(() => this.restart(), this.delayMs).unref();
  }

  private restart(): void {
    if (this.leaving) return;
    this.restarts += 1;
    this.start();
    this.options.say(`${this.label} started again (process ${this.pid}).`);
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const endOf = (child: ChildProcess): Promise<Ending> =>
  new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));

function nodeBinary(): string {
  const own = join(workspaceRoot(), 'node_modules/.bin/node');
  return existsSync(own) ? own : process.execPath;
}
