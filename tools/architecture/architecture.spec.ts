import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { findCycle, importGraph, importsOf, sourcesBelow } from './imports';
import { allowed, violations } from './planted';

const root = workspaceRoot();
const files = sourcesBelow(root, ['apps', 'libs', 'tools', 'bench', 'e2e']);
const foldersIn = (area: string): string[] =>
  readdirSync(join(root, area), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

/** The rooms of a service (ARCHITECTURE.md); the sandbox plays other companies and has their rooms. */
const ROOMS = ['domain', 'http', 'consumers', 'effects', 'clients', 'views'];

describe('import rules', () => {
  const planted = [...violations, ...allowed];
  const input = JSON.stringify(planted.map(({ path, code }) => ({ path, code })));
  const lint = spawnSync(process.execPath, [join(root, 'tools/lint/planted.mjs')], { input, encoding: 'utf8' });
  const messages = JSON.parse(lint.stdout || '[]') as string[][];

  it.each(violations.map(({ breaks }, index) => [breaks, index] as const))(
    'catch a planted violation: %s',
    (_, index) => {
      expect(messages[index]).toEqual([expect.stringContaining('no policy allowing')]);
    },
  );

  it.each(allowed.map(({ breaks }, index) => [breaks, index] as const))('forbid %s', (_, index) => {
    expect(messages[violations.length + index]).toEqual([]);
  });
});

describe('the tree', () => {
  it('has no cycle of imports', () => {
    expect(findCycle(importGraph(root, files))).toBeUndefined();
  });

  it('would notice a planted cycle', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
    ]);
    expect(findCycle(graph)).toEqual(['b', 'c', 'b']);
  });

  it('reads imports of every form, and leaves out those of types', () => {
    const source = `import { a } from './a';\nimport './b';\nexport { c } from './c';\nimport type { D } from './d';\nimport {\n  e,\n} from './e';`;
    expect(importsOf(source)).toEqual(['./a', './b', './c', './e']);
  });

  it('has only the known rooms in every service', () => {
    const services = foldersIn('apps').filter((app) => app !== 'sandbox' && existsSync(join(root, 'apps', app, 'src')));
    const unknown = services.flatMap((app) =>
      foldersIn(`apps/${app}/src`)
        .filter((room) => !ROOMS.includes(room))
        .map((room) => `${app}/${room}`),
    );
    expect(unknown).toEqual([]);
  });

  it('lets no service look at the clock of its own process: what time it is, the database says', () => {
    const isTheirs = (path: string) => /^apps\/(?!sandbox\/)[^/]+\/src\//.test(path) && !path.endsWith('.spec.ts');
    const clocks = files.filter(
      (path) => isTheirs(path) && /\bDate\.now\(\)|\bnew Date\(\)/.test(readFileSync(join(root, path), 'utf8')),
    );
    expect(clocks).toEqual([]);
  });

  it('hides nothing behind `export *`', () => {
    const starred = files.filter((file) => /^export \*/m.test(readFileSync(join(root, file), 'utf8')));
    expect(starred).toEqual([]);
  });

  it.each(['apps', 'libs'])('tells what each of the %s is for, in a README', (area) => {
    const silent = foldersIn(area).filter((name) => !existsSync(join(root, area, name, 'README.md')));
    expect(silent).toEqual([]);
  });
});
