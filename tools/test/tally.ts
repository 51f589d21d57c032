/** What one step of `npm test` came to. A check without tests of its own counts as one. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** The part of jest's JSON result that is summed up. */
export interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Files that could not even be loaded: each hides an unknown number of tests and counts as one failed. */
  readonly numRuntimeErrorTestSuites: number;
}

export function tallyOfJest(result: JestResult | undefined, exitCode: number): Tally {
  if (!result) return { passed: 0, failed: 1 };
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  // A run can fail without a failed test (a set-up that broke): it must never look green.
  return { passed: result.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

export const tallyOfCheck = (exitCode: number): Tally =>
  exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

export const sumOf = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), {
    passed: 0,
    failed: 0,
  });

/** The closing line, alone on its line: tools that run this read it. */
export const closingLine = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`;
