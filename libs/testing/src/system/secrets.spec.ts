import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretsIn } from './secrets';

describe('the secrets of a system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-secrets-'));
  const file = join(folder, 'secrets.json');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are made once, for their owner only, and not written again: a full disk would take them', () => {
    const made = secretsIn(file);
    const { ino, mtimeMs, mode } = statSync(file);
    expect(mode & 0o777).toBe(0o600);
    expect(secretsIn(file)).toEqual(made);
    expect(statSync(file)).toMatchObject({ ino, mtimeMs });
    expect(readdirSync(folder).sort()).toEqual(['master.keys', 'secrets.json']);
  });

  it('of an older checkout stay as they are, what it has not is added', () => {
    writeFileSync(file, JSON.stringify({ apiKey: 'demo_old' }));
    const secrets = secretsIn(file);
    expect(secrets.apiKey).toBe('demo_old');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(secrets);
  });
});
