import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withSourcePlaces } from './source-places';

/** Line 1, column 1 of the packed file is line 3, column 5 of the source. */
const MAP = { version: 3, file: 'packed.js', sources: ['src/place.ts'], names: [], mappings: 'AAEI' };

describe('a stack', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-places-'));
  const packed = join(folder, 'packed.js');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('tells the place in the source, where a map lies beside the file', () => {
    writeFileSync(`${packed}.map`, JSON.stringify(MAP));
    const stack = `Error: no\n    at Place.find (${packed}:1:1)\n    at ${folder}/other.js:1:1`;
    expect(withSourcePlaces(stack)).toBe(
      `Error: no\n    at Place.find (${folder}/src/place.ts:3:5)\n    at ${folder}/other.js:1:1`,
    );
  });

  it('stays as it is where the map is damaged', () => {
    const broken = join(folder, 'broken.js');
    writeFileSync(`${broken}.map`, '{');
    expect(withSourcePlaces(`at (${broken}:1:1)`)).toBe(`at (${broken}:1:1)`);
  });
});
