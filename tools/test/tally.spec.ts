import { closingLine, sumOf, tallyOfCheck, tallyOfJest } from './tally';

const green = { numPassedTests: 12, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };

describe('the tally of a test run', () => {
  it('sums tests and checks', () => {
    const sum = sumOf([tallyOfJest(green, 0), tallyOfCheck(0), tallyOfCheck(2)]);
    expect(closingLine(sum)).toBe('13 passed, 1 failed');
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(tallyOfJest({ ...green, numRuntimeErrorTestSuites: 2 }, 1)).toEqual({ passed: 12, failed: 2 });
  });

  it('is never green when jest failed without a failed test', () => {
    expect(tallyOfJest(green, 1)).toEqual({ passed: 12, failed: 1 });
  });

  it('is red when jest left no result at all', () => {
    expect(tallyOfJest(undefined, 1)).toEqual({ passed: 0, failed: 1 });
  });
});
