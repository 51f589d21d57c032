import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stateFolder } from '../workspace/root';
import { lastRunRecord, supervisedSystem, writeRunRecord } from './run-file';
import type { StartingRecord } from './run-file';

jest.mock('../workspace/root');

const recordOf = (pid: number): StartingRecord => ({
  ...{ pid, startedAt: '2026-01-01T00:00:00.000Z', landing: 'http://127.0.0.1:4600', logs: '/logs', ready: false },
});

describe('the record of the system that runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-run-file-'));
  beforeAll(() => jest.mocked(stateFolder).mockImplementation((...parts) => join(folder, ...parts)));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('counts while its supervisor is alive', () => {
    writeRunRecord(recordOf(process.pid));
    expect(supervisedSystem()).toMatchObject(recordOf(process.pid));
  });

  it('does not count for another process that has the id of a supervisor that was killed', () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
    try {
      writeRunRecord(recordOf(process.pid));
      const file = join(folder, 'run.json');
      const record = JSON.parse(readFileSync(file, 'utf8')) as StartingRecord;
      // Where the system does not say when a process began, the id is all that there is.
      if (record.born === undefined) return;
      writeFileSync(file, JSON.stringify({ ...record, pid: other.pid }));
      expect(lastRunRecord()?.pid).toBe(other.pid);
      expect(supervisedSystem()).toBeUndefined();
    } finally {
      other.kill('SIGKILL');
    }
  });
});
