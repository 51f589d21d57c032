import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../tools/replay/report/report';

const TRIES = 10;
const AGAIN_MS = 1_000;

/**
 * What does not balance is looked at again for some seconds: once, with two processes of orders, a list told an earlier state of
 * an order than its events did, though everything was at rest. A list that stays so is a problem of the report.
 */
export async function settledReport(build: () => Promise<Report>): Promise<Report> {
  for (let tries = 1; ; tries += 1) {
    const report = await build();
    if (report.balanced || tries === TRIES) return report;
    await sleep(AGAIN_MS);
  }
}
