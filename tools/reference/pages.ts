import { configPage } from './config-page';
import { errorsPage } from './errors-page';
import { metricsPage } from './metrics-page';

/** The generated pages by their place in the repository. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/errors.md', errorsPage()],
    ['docs/config.md', configPage()],
    ['docs/metrics.md', metricsPage()],
  ]);
}
