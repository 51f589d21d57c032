import type { Desk } from './acting';
import { EXIT, Failed } from './exit';
import { actOnSelection, type Selecting, type SelectionOptions } from './selection';

const refusalOf = (selecting: Selecting, options: SelectionOptions, ids: readonly string[] = []) =>
  actOnSelection({ options } as Desk<SelectionOptions>, selecting, ids).then(
    () => undefined,
    (error: Failed) => error,
  );

const letters: Selecting = { list: 'dead-letters', action: 'redrive', what: 'dead letter', hasCode: true };
const tasks: Selecting = { list: 'tasks', action: 'run', what: 'task', hasCode: false };

describe('several that are done in pieces', () => {
  const desk = (options: SelectionOptions, post: () => Promise<object>) => {
    const shown: unknown[] = [];
    const say = { show: (data: unknown) => shown.push(data) };
    return { desk: { options, say, door: { post } } as unknown as Desk<SelectionOptions>, shown };
  };

  it('are told up to where it broke off: they are done', async () => {
    const away = new Failed('nobody answers', EXIT.unreachable);
    const results = [{ id: 'a', result: 'committed' }];
    const pieces = [Promise.resolve({ results, next: 'n' }), Promise.reject(away)];
    const post = () => pieces.shift() ?? Promise.resolve({ results: [] });
    const { desk: given, shown } = desk({ all: true, service: 'orders' }, post);
    await expect(actOnSelection(given, letters, [])).rejects.toBe(away);
    expect(shown).toEqual([[{ service: 'orders', id: 'a', result: 'committed' }]]);
  });

  it('are told of nothing where nothing was done before it broke off', async () => {
    const { desk: given, shown } = desk({ all: true, service: 'orders' }, () => Promise.reject(new Error('away')));
    await expect(actOnSelection(given, letters, [])).rejects.toThrow('away');
    expect(shown).toEqual([]);
  });
});

describe('who selects nothing', () => {
  it('is told of the filters that the command has, and of no others', async () => {
    expect(await refusalOf(letters, {})).toMatchObject({
      status: EXIT.usage,
      message: 'name ids, or --all (narrowed by --service, --handler, --code, --older-than, --limit)',
    });
    expect(await refusalOf(tasks, {})).toMatchObject({
      status: EXIT.usage,
      message: 'name ids, or --all (narrowed by --service, --handler, --older-than, --limit)',
    });
  });

  it('is not taken to mean everything where ids are named too', async () => {
    expect(await refusalOf(tasks, { all: true }, ['a'])).toMatchObject({
      status: EXIT.usage,
      message: 'name ids, or --all with filters, not both',
    });
  });
});
