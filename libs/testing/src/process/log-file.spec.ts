import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastLinesOf, linesBehind } from './log-file';

describe('a log file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-log-'));
  const file = join(folder, 'orders.log');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gives its last lines, however many pieces they are in', () => {
    const lines = Array.from({ length: 9_000 }, (_, index) => `line ${index} äöü`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    for (const count of [1, 20, 5_000, 20_000]) expect(lastLinesOf(file, count)).toBe(lines.slice(-count).join('\n'));
    expect(lastLinesOf(file, 0)).toBe('');
  });

  it('gives its last lines from a place on', () => {
    writeFileSync(file, 'before\n');
    appendFileSync(file, 'after\n');
    expect(lastLinesOf(file, 20, 'before\n'.length)).toBe('after');
    expect(lastLinesOf(file, 20, 'before\nafter\n'.length)).toBe('');
  });

  it('gives what came, by whole lines', () => {
    writeFileSync(file, 'one\ntwo\nthr');
    expect(linesBehind(file, 4)).toEqual({ text: 'two\n', end: 8 });
    appendFileSync(file, 'ee\n');
    expect(linesBehind(file, 8)).toEqual({ text: 'three\n', end: 14 });
    expect(linesBehind(file, 14)).toEqual({ text: '', end: 14 });
  });

  it('is read from its start when it was begun anew', () => {
    writeFileSync(file, 'new\n');
    expect(linesBehind(file, 14)).toEqual({ text: 'new\n', end: 4 });
  });
});
