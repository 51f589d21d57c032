import { loadAllContracts, topics } from '@entrepot/contracts';
import { eventsSections } from './events-section';
import type { TopicContent } from './topic-scan';

const TOPIC = 'payments.payment.v1';
const id = (version: number, stream = 'a') => `m/payment/${stream}/${String(version).padStart(10, '0')}#0`;

function contentOf(ids: readonly string[]): TopicContent {
  const messages = ids.map((each, offset) => ({ offset, id: each }));
  return { partitions: new Map([[0, messages]]), ends: new Map([[0, ids.length]]) };
}

/** What is said of a topic that holds `held` while the database holds `recorded`; everybody has read all but the last `behind`. */
async function problemsOf(recorded: readonly string[], held: readonly string[], behind = 0): Promise<string[]> {
  const scan = {
    content: (names: readonly string[]) =>
      Promise.resolve(new Map(names.map((name) => [name, contentOf(name === TOPIC ? held : [])]))),
    committed: (_: string, names: readonly string[]) =>
      Promise.resolve(new Map(names.map((name) => [`${name}/0`, name === TOPIC ? held.length - behind : 0]))),
  };
  const problems: string[] = [];
  const names = { topic: (name: string) => name, group: (service: string) => service };
  await eventsSections(
    scan,
    { published: new Map([[TOPIC, new Set(recorded)]]), decidedOn: new Map() },
    names,
    problems,
  );
  return problems;
}

describe('the events of a report', () => {
  beforeAll(() => loadAllContracts());

  const readers = () => topics().find(({ name }) => name === TOPIC)!.readers;

  it('balance when every event is in its topic, copies and all, and everybody has read it', async () => {
    expect(await problemsOf([id(1), id(2), id(3)], [id(1), id(2), id(2), id(1), id(3)])).toEqual([]);
  });

  it('do not balance when one is lost', async () => {
    const problems = await problemsOf([id(1), id(2)], [id(1)]);
    expect(problems).toContain(`${TOPIC}: 1 events were recorded and are not in the topic: ${id(2)}`);
  });

  it('do not balance when one is lost and another one was never recorded, though it is as many', async () => {
    expect(await problemsOf([id(1), id(2)], [id(1), id(9, 'b')])).toEqual([
      `${TOPIC}: 1 events were recorded and are not in the topic: ${id(2)}`,
      `${TOPIC}: 1 events are in the topic and were not recorded: ${id(9, 'b')}`,
    ]);
  });

  it('do not balance when one stands behind a later one of its stream', async () => {
    expect(await problemsOf([id(1), id(2)], [id(2), id(1)])).toEqual([
      `${TOPIC}: 1 events stand behind later ones of their stream: ${id(1)}`,
    ]);
  });

  it('do not balance when somebody is behind', async () => {
    const problems = await problemsOf([id(1), id(2)], [id(1), id(2)], 1);
    expect(problems.filter((problem) => problem.endsWith('1 messages behind'))).toHaveLength(readers().length);
  });
});
