import { decided, defineStream } from '@entrepot/kernel';
import { memoryBackbone, type Command } from '../index';

interface Counted {
  count: number;
}

const Careless = defineStream<Counted, { type: 'Counted' }>({
  kind: 'careless',
  initial: { count: 0 },
  evolve: (state) => {
    state.count += 1;
    return state;
  },
});

const Careful = defineStream<Counted, { type: 'Counted' }>({
  kind: 'careful',
  initial: { count: 0 },
  evolve: (state) => ({ count: state.count + 1 }),
});

const counted = (on: Command<Counted>['on'], decide?: Command<Counted>['decide']): Command<Counted> => ({
  on,
  merchantId: 'm',
  key: 'c',
  cause: { source: 'test' },
  decide: decide ?? (() => decided({ type: 'Counted' })),
});

describe('the backbone in memory', () => {
  it('finds an evolve or a decision that changes a state', async () => {
    const { commands, streams } = memoryBackbone({ streams: [Careless, Careful] });
    await commands.handle(counted(Careful));
    const changing = counted(Careful, (state) => decided({ type: `${(state.count += 1)}` }));
    await expect(commands.handle(changing)).rejects.toThrow('read only');
    await expect(commands.handle(counted(Careless)).then(() => commands.handle(counted(Careless)))).rejects.toThrow();
    expect((await streams.read(Careful, 'm', 'c')).state).toEqual({ count: 1 });
  });

  it('refuses two streams of one kind', () => {
    expect(() => memoryBackbone({ streams: [Careful, { ...Careless, kind: 'careful' }] })).toThrow('one kind');
  });

  it('gives the same view for the same name', async () => {
    const backbone = memoryBackbone();
    await backbone.view<Counted>('counts').upsert([{ id: 'c', merchantId: 'm', version: 1, row: { count: 1 } }]);
    expect(await backbone.view<Counted>('counts').get('m', 'c')).toMatchObject({ count: 1 });
    await backbone.prepare();
    await backbone.stop();
  });
});
