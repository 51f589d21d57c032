import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurn } from './turn';

describe('taking turns', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-turn-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => jest.useRealTimers());

  const aMinuteAgo = () => new Date(Date.now() - 60_000);

  it('lets one after the other', async () => {
    const turn = join(folder, 'two.turn');
    const said: string[] = [];
    const work = (name: string) => async () => {
      said.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      said.push(`${name} ends`);
    };
    await Promise.all([inTurn(turn, work('a')), inTurn(turn, work('b'))]);
    expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(existsSync(turn)).toBe(false);
  });

  it('does not wait for one that died in its turn', async () => {
    const turn = join(folder, 'left.turn');
    mkdirSync(turn);
    utimesSync(turn, aMinuteAgo(), aMinuteAgo());
    await expect(inTurn(turn, () => Promise.resolve('done'))).resolves.toBe('done');
  });

  it('waits for one that takes long', async () => {
    jest.useFakeTimers();
    const turn = join(folder, 'long.turn');
    await inTurn(turn, () => {
      utimesSync(turn, aMinuteAgo(), aMinuteAgo());
      jest.advanceTimersByTime(5_000);
      expect(statSync(turn).mtimeMs).toBeGreaterThan(aMinuteAgo().getTime() + 50_000);
      return Promise.resolve();
    });
  });
});
