import type { Benchmark } from '../benchmark';
import { compare } from './compare';
import { documentOf, parseDocument, type BenchDocument } from './document';
import { compareText, figuresText, listText } from './print';

const named = (name: string) => ({ name, does: `measures ${name}` }) as Benchmark;

function documentWith(figures: readonly object[], { name = 'orders', passed = true, options = {} } = {}) {
  return documentOf(
    named(name),
    options,
    figures.map((each) => ({ figures: each, passed })),
  );
}

const verdicts = (a: BenchDocument, b: BenchDocument) =>
  Object.fromEntries(compare(a, b).map(({ path, verdict }) => [path, verdict]));

describe('comparing two results of a benchmark', () => {
  it('says which is better, by what the figure is', () => {
    const a = documentWith([
      { ordersPerSecond: 100, latencyMs: { p50: 10, p99: 50 }, residentMiB: { orders: 7 }, n: 1 },
    ]);
    const b = documentWith([
      { ordersPerSecond: 120, latencyMs: { p50: 10, p99: 60 }, residentMiB: { orders: 6 }, n: 2 },
    ]);
    expect(verdicts(a, b)).toEqual({
      ordersPerSecond: 'B',
      'latencyMs.p50': 'same',
      'latencyMs.p99': 'A',
      'residentMiB.orders': 'B',
      n: '',
    });
  });

  it('says nothing of a difference that runs of one side have among each other', () => {
    const of = (...values: number[]) => documentWith(values.map((cpuMsPerOrder) => ({ cpuMsPerOrder })));
    expect(verdicts(of(9, 10, 12), of(10.5, 11, 11.5))).toEqual({ cpuMsPerOrder: 'within the spread' });
    expect(verdicts(of(9, 10, 10.4), of(10.5, 11, 11.5))).toEqual({ cpuMsPerOrder: 'A' });
  });

  it('tells the change of the medians in percent, and nothing where the first is zero', () => {
    const of = (count: number) => documentWith([{ count }]);
    expect(compare(of(200), of(150))).toMatchObject([{ percent: -25 }]);
    expect(compare(of(0), of(150))).toMatchObject([{ percent: undefined }]);
  });

  it('leaves out what one of them has not', () => {
    expect(compare(documentWith([{ a: 1, b: 1 }]), documentWith([{ b: 2, c: 1 }])).map(({ path }) => path)).toEqual([
      'b',
    ]);
  });

  it('refuses results of different benchmarks', () => {
    expect(() => compare(documentWith([{}]), documentWith([{}], { name: 'intake' }))).toThrow(
      'The first file is of "orders", the second of "intake": nothing to compare.',
    );
  });

  it('prints a table with the spread of each side', () => {
    const a = documentWith([{ ordersPerSecond: 100 }, { ordersPerSecond: 110 }, { ordersPerSecond: 90 }]);
    const b = documentWith([{ ordersPerSecond: 150 }], { passed: false, options: { orders: 5 } });
    expect(compareText(a, b).split('\n')).toEqual([
      'orders              A (3 runs)  B (1 run)   change  better',
      'ordersPerSecond  100 [90..110]        150  +50.0 %       B',
      'different options: A {}, B {"orders":5}',
      '1 of 1 runs of B did NOT pass: their figures say nothing',
    ]);
  });

  it('says when nothing tells a difference from chance, and when the machine is another one', () => {
    const a = documentWith([{ ordersPerSecond: 100 }]);
    const b = documentWith([{ ordersPerSecond: 101 }]);
    expect(compareText(a, b)).toContain('one run each: no difference can be told from chance');
    expect(compareText(a, documentWith([{ ordersPerSecond: 101 }, { ordersPerSecond: 102 }]))).not.toContain('chance');
    const elsewhere = { ...b, machine: { ...b.machine, cores: b.machine.cores + 1 } };
    expect(compareText(a, b)).not.toContain('different machines');
    expect(compareText(a, elsewhere)).toContain('different machines');
  });
});

describe('what a benchmark has written', () => {
  it('is read back as it was', () => {
    const document = documentWith([{ ordersPerSecond: 100 }, { ordersPerSecond: 110 }]);
    expect(parseDocument(JSON.stringify(document), 'a.json')).toEqual(document);
  });

  it('is told from other files', () => {
    const others = ['', 'no json', '3', 'null', '[]', '{}', '{"benchmark":"orders","runs":[]}'];
    for (const text of [...others, '{"benchmark":"orders","runs":[{"figures":null}]}', '{"runs":[{"figures":{}}]}']) {
      expect(() => parseDocument(text, 'x.json')).toThrow('x.json is not what a benchmark has written with --out');
    }
  });

  it('passed when every run did', () => {
    const good = { figures: { a: 1 }, passed: true };
    expect(documentOf(named('orders'), {}, [good, good]).passed).toBe(true);
    const document = documentOf(named('orders'), {}, [good, { ...good, passed: false }]);
    expect(document.passed).toBe(false);
    expect(figuresText(document)).toContain('1 runs did NOT pass');
  });

  it('is listed by name', () => {
    expect(listText([named('orders'), named('hot')])).toBe('orders  measures orders\nhot     measures hot');
  });
});
