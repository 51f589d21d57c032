import { configPage } from './config-page';
import { errorsPage } from './errors-page';
import { metricsPage } from './metrics-page';
import { kafkaAclsScript, mongoUsersScript } from '../rights/scripts';

/** The generated pages and scripts by their place in the repository. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/errors.md', errorsPage()],
    ['docs/config.md', configPage()],
    ['docs/metrics.md', metricsPage()],
    ['k8s/rights/kafka-acls.sh', kafkaAclsScript()],
    ['k8s/rights/mongodb-users.js', mongoUsersScript()],
  ]);
}
