import type { History } from './history';
import { Tally } from './tally';

describe('the tally of simulated histories', () => {
  afterEach(() => jest.restoreAllMocks());

  it.each([
    [true, 'npm run simulate -- --tier runtime --seed 7'],
    [false, 'npm run simulate -- --tier runtime --seed 7 --no-faults'],
  ])('says how to play the one that did not hold again (with faults: %s)', (isFaulted, command) => {
    const said = jest.spyOn(console, 'log').mockImplementation();
    const history = { seed: 7, faults: [], violations: ['lost'], steps: 1 } as unknown as History;
    const result = { tier: 'runtime', from: 1, count: 20, isFaulted, played: 7, faults: 0, steps: 1 };
    expect(new Tally(20).take({ ...result, failure: history, found: history })).toBe(true);
    expect(said.mock.calls.join()).toContain(`Again: ${command}\n`);
  });
});
