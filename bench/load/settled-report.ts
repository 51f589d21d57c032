import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../tools/replay/report/report';

const TRIES = 10;
const AGAIN_MS = 1_000;

/** Lists of a second process may be a moment behind: what does not balance is looked at again for some seconds. */
export async function settledReport(build: () => Promise<Report>): Promise<Report> {
  for (let tries = 1; ; tries += 1) {
    const report = await build();
    if (report.balanced || tries === TRIES) return report;
    await sleep(AGAIN_MS);
  }
}
