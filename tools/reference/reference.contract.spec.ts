import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { referencePages } from './pages';
import { table } from '@entrepot/contracts/documents';

const pages = referencePages();
const pageOf = (path: string) => pages.get(path) ?? '';

describe('the reference', () => {
  it.each([...pages.keys()])('%s is as the code is; npm run reference writes it anew', (path) => {
    const file = join(workspaceRoot(), path);
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(pages.get(path));
  });

  it('has the codes of doors and of services, with their statuses', () => {
    expect(pageOf('docs/errors.md')).toMatch(/^\| `request\.unauthenticated` +\| 401 +\|/m);
    expect(pageOf('docs/errors.md')).toMatch(/^\| `order\.not-found` +\| 404 +\|/m);
  });

  it('says which settings are secret, which are required, and who reads those of several services', () => {
    expect(pageOf('docs/config.md')).toMatch(/^\| `MONGODB_URI` +\| text +\| required, secret +\|/m);
    expect(pageOf('docs/config.md')).toMatch(
      /^\| `SERVICE_CALL_SECRET` +\| text +\| required, secret +\| .* catalog, orders +\|$/m,
    );
  });

  it('says what a setting may be: its kind, its limits and its unit', () => {
    expect(pageOf('docs/config.md')).toMatch(
      /^\| `SHUTDOWN_TIMEOUT_MS` +\| whole number, 100 to 600000, milliseconds +\|/m,
    );
    expect(pageOf('docs/config.md')).toMatch(/^\| `LOST_RETURNS` +\| `ask`, `refund` +\|/m);
    expect(pageOf('docs/config.md')).toMatch(/^\| `KAFKA_BROKERS` +\| list +\|/m);
    expect(pageOf('docs/config.md')).toMatch(/^\| `CARRIER_URL` +\| address +\|/m);
    expect(pageOf('docs/config.md')).toMatch(/^\| `KAFKA_TLS_CA_FILE` +\| file +\|/m);
  });

  it('keeps a table whole when a cell holds its signs', () => {
    const text = table(['A', 'B'], [['x|y', 'Bearer <key>']]);
    expect(text.split('\n')).toEqual([
      '| A    | B             |',
      '| ---- | ------------- |',
      '| x\\|y | Bearer \\<key> |',
    ]);
  });
});

describe('the list of decisions', () => {
  it('has every decision once, in the order of their numbers', () => {
    const folder = join(workspaceRoot(), 'docs/adr');
    const decisions = readdirSync(folder).filter((name) => /^\d{4}-.*\.md$/.test(name));
    const listed = readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^\| \[(\d{4})\]\((\S+)\)/gm);
    expect([...listed].map(([, number, file]) => [number, file])).toEqual(
      decisions.sort().map((name) => [name.slice(0, 4), name]),
    );
  });
});
