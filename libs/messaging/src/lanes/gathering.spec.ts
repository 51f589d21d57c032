import type { AnyEvent } from '@entrepot/kernel';
import { Gathering } from './gathering';

interface Asked extends AnyEvent {
  readonly orderId: string;
}

const asked = (orderId: string): Asked => ({ type: 'Asked', orderId });

describe('gathering', () => {
  it('fetches once for all inputs at hand, and tells whose each one is', async () => {
    const calls: string[][] = [];
    const gathering = new Gathering((events, merchantIds) => {
      calls.push(events.map((event, index) => `${merchantIds[index]}/${(event as Asked).orderId}`));
      const owners = new Map(events.map((event, index) => [event, merchantIds[index]]));
      return Promise.resolve((event) => owners.get(event));
    });
    const same = asked('o1');
    const found = await Promise.all([
      gathering.of(same, 'acme'),
      gathering.of(asked('o1'), 'other'),
      gathering.of(asked('o2'), 'acme'),
    ]);
    expect(calls).toEqual([['acme/o1', 'other/o1', 'acme/o2']]);
    expect(found).toEqual(['acme', 'other', 'acme']);
  });

  it('tries every input alone when they fail together, so that one cannot spoil the others', async () => {
    const gathering = new Gathering((events) => {
      if (events.some((event) => (event as Asked).orderId === 'poison')) return Promise.reject(new Error('a bug'));
      return Promise.resolve(() => 'found');
    });
    const [good, bad] = await Promise.allSettled([
      gathering.of(asked('o1'), 'acme'),
      gathering.of(asked('poison'), 'acme'),
    ]);
    expect(good).toEqual({ status: 'fulfilled', value: 'found' });
    expect(bad).toMatchObject({ status: 'rejected' });
  });
});
