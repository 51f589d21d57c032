import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain, PlainFailure } from './plain-failure';

describe('what a person is shown of a failure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-explain-'));
  const file = join(folder, 'file');
  beforeAll(() => writeFileSync(file, ''));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const failureOf = (work: () => unknown): string => {
    try {
      return `none: ${String(work())}`;
    } catch (error) {
      return explain(error);
    }
  };

  it('is the sentence alone, where it says everything', () => {
    expect(explain(new PlainFailure('Java is needed: install it.'))).toBe('Java is needed: install it.');
  });

  it('is what is wrong with a path, where a file stands in the way', () => {
    const within = join(file, 'x');
    expect(failureOf(() => mkdirSync(file, { recursive: true }))).toBe(
      `${file} cannot be used: it is a file, and a folder is needed (EEXIST).`,
    );
    expect(failureOf(() => mkdirSync(within, { recursive: true }))).toBe(
      `${within} cannot be used: part of it is a file, and a folder is needed (ENOTDIR).`,
    );
  });

  it('is the stack, where something unforeseen broke', () => {
    expect(explain(new Error('odd'))).toMatch(/^Error: odd\n +at /);
  });
});
