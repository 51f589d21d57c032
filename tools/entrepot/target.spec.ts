import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, Failed } from './exit';
import { entranceOf } from './target';

const url = 'http://127.0.0.1:4609';
const failureOf = (work: () => unknown): Failed => {
  try {
    work();
  } catch (error) {
    return error as Failed;
  }
  throw new Error('nothing failed');
};

describe('a key', () => {
  it('that no header can hold is wrong usage, and is not shown', () => {
    for (const key of ['top\nsecret', 'top secret', 'top-secr\u00e9t', 'top\tsecret']) {
      const { message, status } = failureOf(() => entranceOf({ url, key }, 'merchant'));
      expect([message, status]).toEqual(['the key must be one word of printable ASCII characters', EXIT.usage]);
    }
  });

  it('comes from a file with or without an end of the line, and not from one with two', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'entrepot-key-')), 'key');
    const environment = jest.replaceProperty(process, 'env', { ENTREPOT_KEY_FILE: file });
    for (const text of ['top-secret', 'top-secret\r\n']) {
      writeFileSync(file, text);
      expect(entranceOf({ url }, 'merchant')).toEqual({ url, key: 'top-secret' });
    }
    writeFileSync(file, 'top-secret\nanother\n');
    expect(failureOf(() => entranceOf({ url }, 'merchant')).message).not.toContain('secret');
    environment.restore();
  });
});

describe('an address', () => {
  it.each(['127.0.0.1:4609', 'http://', 'http://a b', 'http://127.0.0.1:99999'])('%s is wrong usage', (address) => {
    const failure = failureOf(() => entranceOf({ url: address, key: 'k' }, 'merchant'));
    expect([failure.message, failure.status]).toEqual([
      `--url must be http(s)://host:port, not ${address}`,
      EXIT.usage,
    ]);
  });
});
