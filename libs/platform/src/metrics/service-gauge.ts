import { Gauge, type Registry } from 'prom-client';

/** One value of a gauge; `labels` are missing for a gauge without. */
export interface Sample {
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface ServiceGauge {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  /** Asked when somebody scrapes. What it throws leaves the gauge out instead of failing the scrape. */
  readonly read: () => Promise<readonly Sample[]> | readonly Sample[];
}

export function addGauge(registry: Registry, { name, help, labels = [], read }: ServiceGauge): void {
  new Gauge({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
    async collect() {
      const samples = await Promise.resolve()
        .then(read)
        .catch(() => []);
      this.reset();
      if (labels.length === 0 && samples.length === 0) this.remove();
      for (const { value, labels: at = {} } of samples) this.set(at, value);
    },
  });
}

/** Asks at most every `everyMs` and answers from memory in between: several gauges, and several scrapers, share one look. */
export function sharedLook<T>(everyMs: number, look: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: number; readonly found: Promise<T> } | undefined;
  return () => {
    if (last === undefined || performance.now() - last.at > everyMs) last = { at: performance.now(), found: look() };
    return last.found;
  };
}
