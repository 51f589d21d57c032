import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { parse } from 'yaml';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { appNames } from '../cluster/apps';
import { listedMetrics } from '../reference/metrics-page';
import { queryOf } from './promql';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}
interface Panel {
  readonly title: string;
  readonly type: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const textOf = (path: string) => readFileSync(join(workspaceRoot(), path), 'utf8');
const yamlOf = (path: string) => parse(textOf(path)) as unknown;

const { groups } = yamlOf('k8s/observability/alerts.yaml') as { groups: { name: string; rules: Alert[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);
const dashboard = JSON.parse(textOf('k8s/observability/dashboard.json')) as { panels: Panel[] };
const panels = dashboard.panels.filter(({ type }) => type !== 'row');

/** Labels that the scrape adds. */
const SCRAPED = ['service', 'instance', 'job'];

/** Every series that can be asked for, with its labels. */
function knownSeries(): ReadonlyMap<string, readonly string[]> {
  const node = new Registry();
  collectDefaultMetrics({ register: node });
  const ofNode = node.getMetricsAsArray().map(({ name }) => [name, []] as const);
  const ours = listedMetrics().flatMap(({ name, type, labels }) => {
    const series = type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
    return series.map((each) => [each, each.endsWith('_bucket') ? [...labels, 'le'] : labels] as const);
  });
  return new Map<string, readonly string[]>([['up', []], ...ofNode, ...ours]);
}

const known = knownSeries();

/** What is wrong with a query: no PromQL, metrics that nobody tells, labels that they have not. */
function faultsOf(expr: string): string[] {
  const { selectors, grouping, faults } = queryOf(expr);
  const labels = new Set([...SCRAPED, ...selectors.flatMap(({ metric }) => known.get(metric) ?? [])]);
  return [
    ...faults,
    ...selectors.filter(({ metric }) => !known.has(metric)).map(({ metric }) => `no metric ${metric}`),
    ...selectors.flatMap(({ metric, labels: narrowed }) => {
      const own = [...SCRAPED, ...(known.get(metric) ?? [])];
      return narrowed.filter((label) => !own.includes(label)).map((label) => `${metric} has no label ${label}`);
    }),
    ...grouping.filter((label) => !labels.has(label)).map((label) => `nothing to group by ${label}`),
  ];
}

/** The anchors that a page's headings make, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  const headings = [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) => heading.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-')); // prettier-ignore
}

describe('reading a query', () => {
  it('finds metrics, labels and what is no PromQL', () => {
    const query = queryOf('sum by (a, le) (rate(x_bucket{b="c", d=~"$e"}[$__rate_interval])) / on (a) y > 1');
    expect(query).toEqual({
      selectors: [
        { metric: 'x_bucket', labels: ['b', 'd'] },
        { metric: 'y', labels: [] },
      ],
      grouping: ['a', 'le', 'a'],
      faults: [],
    });
    expect(queryOf('sum by (a (x)').faults).not.toEqual([]);
    expect(faultsOf('sum by (merchant) (entrepot_orders_lost{color="red"})')).toEqual([
      'no metric entrepot_orders_lost',
      'entrepot_orders_lost has no label color',
      'nothing to group by merchant',
    ]);
  });
});

describe('the alert rules', () => {
  it.each(alerts.map((alert) => [alert.alert, alert] as const))('%s asks for metrics that there are', (_, { expr }) => {
    expect(faultsOf(expr)).toEqual([]);
  });

  it.each(alerts.map((alert) => [alert.alert, alert] as const))(
    '%s says what is wrong, how bad, and what to do',
    (name, { labels, annotations }) => {
      expect(['warning', 'critical']).toContain(labels['severity']);
      expect(Object.keys(annotations).sort()).toEqual(['do', 'runbook', 'summary']);
      const [page = '', anchor = ''] = annotations['runbook']!.split('#');
      expect([page, anchor]).toEqual(['docs/operations.md', name.toLowerCase()]);
      expect(anchorsOf(page)).toContain(anchor);
    },
  );

  it('have one name each, and every paragraph about an alert has its alert', () => {
    const names = alerts.map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
    const told = textOf('docs/operations.md').split('\n## ').find((part) => part.startsWith('Alerts\n')) ?? ''; // prettier-ignore
    expect([...told.matchAll(/^### (.+)$/gm)].map(([, name]) => name).sort()).toEqual([...names].sort());
  });
});

describe('the dashboard', () => {
  it.each(panels.map((panel) => [panel.title, panel] as const))('%s asks for metrics that there are', (_, panel) => {
    expect(panel.targets?.length).toBeGreaterThan(0);
    expect(panel.targets!.flatMap(({ expr }) => faultsOf(expr))).toEqual([]);
  });

  it('shows whatever an alert is about', () => {
    const metricsIn = (queries: readonly string[]) =>
      queries.flatMap((expr) => queryOf(expr).selectors.map(({ metric }) => metric));
    const shown = new Set(metricsIn(panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))));
    const missing = metricsIn(alerts.map(({ expr }) => expr)).filter((metric) => !shown.has(metric));
    // States of the process that publishes: 0, 1 and a few seconds, which only matter when they are wrong.
    expect([...new Set(missing)]).toEqual(['entrepot_relay_leading', 'entrepot_relay_still_seconds']);
  });
});

describe('the scrape', () => {
  it('of containers names every service, with the label that alerts count on', () => {
    const { scrape_configs: jobs } = yamlOf('docker/observability/prometheus.yaml') as {
      scrape_configs: { job_name: string; static_configs: { targets: string[] }[]; relabel_configs: object[] }[];
    };
    expect(jobs.map(({ job_name: name }) => name)).toEqual(['entrepot']);
    const targets = jobs.flatMap(({ static_configs: lists }) => lists.flatMap((list) => list.targets));
    expect(targets.sort()).toEqual(appNames().map((name) => `${name}:8080`));
    expect(jobs[0]!.relabel_configs).toMatchObject([{ target_label: 'service' }]);
  });

  it('of a cluster has the same job and label', () => {
    const [job] = yamlOf('k8s/observability/scrape.yaml') as { job_name: string; relabel_configs: { target_label?: string; action?: string }[] }[]; // prettier-ignore
    expect(job?.job_name).toBe('entrepot');
    expect(job?.relabel_configs.map(({ target_label: label }) => label)).toContain('service');
    const dropped = job?.relabel_configs.filter(({ action }) => action === 'drop');
    expect(dropped).toEqual([{ source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Succeeded|Failed', action: 'drop' }]); // prettier-ignore
  });

  it('of a cluster goes to the namespace of whoever runs Prometheus', () => {
    expect(yamlOf('k8s/observability/kustomization.yaml')).not.toHaveProperty('namespace');
  });
});
