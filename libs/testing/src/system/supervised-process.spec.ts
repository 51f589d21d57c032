import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sessionNiceness, threadsOf } from './niceness';
import { SupervisedProcess } from './supervised-process';

const LONG_RUNNING = `console.log('up as', process.pid); setInterval(() => {}, 1_000);`;
const DEAF = `process.on('SIGTERM', () => {}); console.log('up as', process.pid); setInterval(() => {}, 1_000);`;

/** Where the kernel has autogroups and lets us change them; to others than root it says so seldom. */
function sessionsMayBeNiced(): boolean {
  const niceness = sessionNiceness('self');
  if (niceness === undefined) return false;
  try {
    writeFileSync('/proc/self/autogroup', String(niceness));
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN';
  }
}

describe('a supervised process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-supervision-'));
  const started: SupervisedProcess[] = [];

  afterAll(async () => {
    await Promise.all(started.map((process) => process.stop(0)));
    rmSync(folder, { recursive: true, force: true });
  });

  function aProcess(label: string, script: string, niceness?: number) {
    const said: string[] = [];
    const entry = join(folder, `${label}.js`);
    const logFile = join(folder, `${label}.log`);
    writeFileSync(entry, script);
    const env = { PATH: process.env['PATH'] ?? '' };
    const url = 'http://127.0.0.1:0';
    const supervised = new SupervisedProcess({
      label,
      entry,
      url,
      env,
      logFile,
      say: (line: string) => said.push(line),
      ...(niceness && { niceness }),
    });
    started.push(supervised);
    const log = () => readFileSync(logFile, 'utf8');
    return { supervised, said, log };
  }

  async function until(condition: () => boolean): Promise<void> {
    for (let tries = 0; tries < 200 && !condition(); tries += 1) await sleep(25);
    expect(condition()).toBe(true);
  }

  it('is started again after it was killed, and says so', async () => {
    const { supervised, said, log } = aProcess('stubborn', LONG_RUNNING);
    supervised.start();
    await until(() => log().includes('up as'));
    const first = supervised.pid;
    await supervised.kill('SIGKILL');
    await until(() => supervised.restartCount === 1 && log().split('up as').length === 3);
    expect(supervised.pid).not.toBe(first);
    expect(said).toEqual([
      'stubborn was killed by SIGKILL; starting it again in 0.5 s.',
      `stubborn started again (process ${supervised.pid}).`,
    ]);
  });

  it('is not started again once it was told to stop', async () => {
    const { supervised, said, log } = aProcess('obedient', LONG_RUNNING);
    supervised.start();
    await until(() => log().includes('up as'));
    await supervised.stop(2_000);
    expect(said).toEqual([]);
    expect(() => process.kill(supervised.pid ?? 0, 0)).toThrow();
  });

  it('lets others go first if it is to: once it is told, with all its threads, and when it is started again', async () => {
    const { supervised, log } = aProcess('polite', LONG_RUNNING, 7);
    supervised.start();
    await until(() => log().includes('up as'));
    expect(getPriority(supervised.pid)).toBe(getPriority());
    supervised.letOthersGoFirst();
    const goesBehind = () => {
      const session = sessionNiceness(supervised.pid!);
      const isBehind = !sessionsMayBeNiced() || session === Math.min(sessionNiceness('self')! + 7, 19);
      const nice = Math.min(getPriority() + 7, 19);
      return isBehind && threadsOf(supervised.pid!).every((thread) => getPriority(thread) === nice);
    };
    await until(goesBehind);
    await supervised.kill('SIGKILL');
    await until(() => log().split('up as').length === 3);
    await until(goesBehind);
  });

  it('is killed when it does not leave in time', async () => {
    const { supervised, log } = aProcess('deaf', DEAF);
    supervised.start();
    await until(() => log().includes('up as'));
    await supervised.stop(100);
    expect(() => process.kill(supervised.pid ?? 0, 0)).toThrow();
  });

  it('keeps its last words, to explain why it did not come up', async () => {
    const { supervised, log } = aProcess('broken', `console.error('PORT is missing'); process.exit(1);`);
    supervised.start();
    await until(() => log().split('PORT is missing').length > 2);
    expect(supervised.lastWords.split('PORT is missing')).toHaveLength(2);
  });
});
