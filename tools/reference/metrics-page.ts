import { Registry, register, type Metric } from 'prom-client';
// Measured by every process that has a door, calls out or stands on a backbone: loading it registers them.
import '@entrepot/platform';
import '@entrepot/resilience';
import { watchBacklog, type Backlog } from '../../libs/platform/src/metrics/backlog-gauges';
import { code, page, table } from '@entrepot/contracts/documents';
import { GENERATED } from './generated';

const ABOUT =
  'What `/metrics` of a process tells, besides what `prom-client` measures of every Node process (`process_*`, `nodejs_*`). Nothing is counted by ' +
  'merchant or order. A histogram `x` is there as `x_bucket`, `x_sum` and `x_count`. What is marked _service_ stands in the database or at the broker: every ' +
  'process of a service tells the same, so take the greatest of them, never the sum.';

export interface ListedMetric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  readonly help: string;
  /** Of the whole service, whichever process tells it. */
  readonly ofService: boolean;
}

/** Told about the process that is asked, though they are gauges of the service. */
const OF_THE_PROCESS = new Set(['entrepot_consumer_oldest_input_seconds', 'entrepot_relay_leading', 'entrepot_view_age_seconds']); // prettier-ignore

/** Every metric of ours, by name. */
export function listedMetrics(): ListedMetric[] {
  const ofService = new Registry();
  const sagas = [{ kind: '', view: '', key: '', state: '', since: '', expected: {} }];
  // Nobody scrapes it: what it would ask is not there.
  watchBacklog(ofService, { parts: { backbone: {} }, sagas } as unknown as Backlog);
  const all = [...listed(register, false), ...listed(ofService, true)];
  return all.filter(({ name }) => name.startsWith('entrepot_')).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** docs/metrics.md: every metric, its labels, and what it tells. */
export function metricsPage(): string {
  const rows = listedMetrics().map(({ name, type, labels, help, ofService }) => {
    return [code(name), ofService ? `${type}, _service_` : type, labels.map(code).join(', '), help];
  });
  return page('Metrics', [GENERATED, ABOUT, table(['Metric', 'Kind', 'Labels', 'What'], rows)]);
}

function listed(registry: Registry, ofService: boolean): ListedMetric[] {
  return registry.getMetricsAsArray().map((metric) => {
    const { name, help, labelNames = [], constructor } = metric as unknown as Metric & Described;
    const type = constructor.name.toLowerCase() as ListedMetric['type'];
    return { name, type, labels: labelNames, help, ofService: ofService && !OF_THE_PROCESS.has(name) };
  });
}

interface Described {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
}
