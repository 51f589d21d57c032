import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outFile } from './out-file';

describe('a file for the result of a tool', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-out-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('may be a new one or one that is there', () => {
    const file = join(folder, 'a.json');
    expect(outFile(file)).toBe(file);
    writeFileSync(file, '');
    expect(outFile(file)).toBe(file);
  });

  it('is refused before the work where its folder is not there', () => {
    expect(() => outFile(join(folder, 'none', 'a.json'))).toThrow('cannot be written to (ENOENT)');
  });
});
