import { parser } from '@prometheus-io/lezer-promql';

/** A selection of time series: the metric, and the labels that it is narrowed by. */
export interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** What a query of PromQL looks at. */
export interface Query {
  readonly selectors: readonly Selector[];
  /** Labels that it groups by. */
  readonly grouping: readonly string[];
  /** Parts that are no PromQL. */
  readonly faults: readonly string[];
}

/** Reads a query; what Grafana fills in (`$__rate_interval`) may stand in it. */
export function queryOf(text: string): Query {
  const query = text.replaceAll('$__rate_interval', '5m');
  const selectors: { metric: string; labels: string[] }[] = [];
  const grouping: string[] = [];
  const faults: string[] = [];
  const open: string[] = [];
  parser.parse(query).iterate({
    enter({ type, name, from, to }) {
      const said = query.slice(from, to);
      if (type.isError) faults.push(`${query.slice(Math.max(0, from - 20), to + 20)} (at ${from})`);
      if (name === 'VectorSelector') selectors.push({ metric: '', labels: [] });
      const selector = selectors.at(-1);
      if (name === 'Identifier' && open.at(-1) === 'VectorSelector' && selector !== undefined) selector.metric = said;
      if (name === 'LabelName') (open.includes('GroupingLabels') ? grouping : selector?.labels)?.push(said);
      open.push(name);
    },
    leave: () => void open.pop(),
  });
  return { selectors, grouping, faults };
}
