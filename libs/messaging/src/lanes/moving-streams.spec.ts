import type { Incoming } from '../message/incoming';
import type { Delivery } from '../runtime/partition-window';
import { MovingStreams } from './moving-streams';

/** Streams by number; an event of each unless told otherwise. */
function world() {
  const streams = new MovingStreams();
  const touch = (names: readonly number[], version = 1) => {
    for (const name of names) {
      const meta = { stream: `order/${name}`, version };
      streams.add({ meta, partition: name % 3 } as unknown as Incoming, { redelivered: false } as Delivery);
    }
  };
  const take = () =>
    streams.take().map(({ meta, deliveries }) => `${meta.stream} v${meta.version} of ${deliveries.length}`);
  return { streams, touch, take };
}

const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at);

describe('streams that get events', () => {
  it('are worked on a pause later when there are few, once for all events of that pause', () => {
    const { touch, take } = world();
    touch([1, 2], 1);
    touch([1], 3);
    touch([1], 2);
    expect(take()).toEqual(['order/1 v3 of 3', 'order/2 v1 of 1']);
    expect(take()).toEqual([]);
  });

  it('wait while they move when there are many, and are worked on once they rest', () => {
    const { touch, take, streams } = world();
    touch(upTo(100), 1);
    expect(take()).toEqual([]);
    touch(upTo(50), 2);
    expect(take()).toEqual([]);
    expect(take()).toEqual(upTo(50, 50).map((name) => `order/${name} v1 of 1`));
    expect(streams.size).toBe(50);
    expect(take()).toEqual(upTo(50).map((name) => `order/${name} v2 of 2`));
    expect(streams.size).toBe(0);
  });

  it('wait no longer than six pauses, however much they move', () => {
    const { touch, take } = world();
    const taken = upTo(6).map((pause) => {
      touch(upTo(60), pause + 1);
      return take();
    });
    expect(taken.map(({ length }) => length)).toEqual([0, 0, 0, 0, 0, 60]);
    expect(taken.at(-1)![0]).toBe('order/0 v6 of 6');
  });

  it('wait no more once many messages of one partition wait with them', () => {
    const { touch, take } = world();
    for (const version of upTo(74, 1)) touch(upTo(60), version);
    expect(take()).toEqual([]);
    touch(upTo(60), 75);
    touch([0], 76);
    expect(take()).toHaveLength(60);
    expect(take()).toEqual([]);
  });
});
