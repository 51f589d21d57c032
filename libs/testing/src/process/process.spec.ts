import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../system/run-file';
import { GUARD, GuardedChild } from './guarded-child';
import { freePorts, requirePorts } from './ports';

describe('ports', () => {
  it('are all different and free', async () => {
    const ports = await freePorts(5);
    expect(new Set(ports).size).toBe(5);
    await expect(requirePorts(ports, '')).resolves.toBeUndefined();
  });

  it('that are taken are named in one sentence with the remedy', async () => {
    const [port = 0] = await freePorts(1);
    const holder = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    await expect(requirePorts([port], 'use --port BASE.')).rejects.toThrow(
      `Port ${port} is taken by another program: use --port BASE.`,
    );
    holder.close();
  });
});

describe('a guarded server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-guard-'));
  const serverOf = (name: string) => {
    const options = { name, logFile: join(folder, `${name}.log`) };
    return new GuardedChild({ ...options, command: ['/bin/sh', '-c', 'echo up; exec sleep 60'] });
  };

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function until(condition: () => boolean): Promise<void> {
    for (let tries = 0; tries < 200 && !condition(); tries += 1) await sleep(25);
    expect(condition()).toBe(true);
  }

  it('runs until it is stopped', async () => {
    const server = serverOf('stopped');
    await until(() => server.pid !== undefined && server.lastWords === 'up');
    const pid = server.pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    await server.stop(2_000);
    expect(isAlive(pid)).toBe(false);
  });

  it('does not outlive a parent that was killed the hard way', async () => {
    const pidFile = join(folder, 'orphan.pid');
    const parentScript = join(folder, 'parent.js');
    writeFileSync(
      parentScript,
      `require('node:child_process').spawn('/bin/sh', ['-c', ${JSON.stringify(GUARD)}, 'guard', 'sleep', '60'],
        { detached: true, stdio: ['pipe', 'ignore', 'ignore'], env: { ...process.env, ENTREPOT_PID_FILE: ${JSON.stringify(pidFile)} } });
      setInterval(() => {}, 1000);`,
    );
    const parent = spawn(process.execPath, [parentScript], { stdio: 'ignore' });
    const pidOf = () => {
      try {
        return Number(readFileSync(pidFile, 'utf8'));
      } catch {
        return 0;
      }
    };
    await until(() => pidOf() > 0);
    parent.kill('SIGKILL');
    await until(() => !isAlive(pidOf()));
  });
});
