import fc from 'fast-check';
import { paceFetches, patchKafkajs, spaceFetches, quickenVarints, type EncoderClass } from './kafkajs-patches';

/** A class of kafkajs as it comes, without our repairs. */
function untouched(): EncoderClass {
  let encoder: EncoderClass | undefined;
  jest.isolateModules(() => {
    encoder = require('kafkajs/src/protocol/encoder') as EncoderClass;
  });
  return encoder!;
}

const bytes = (encoder: EncoderClass, write: (to: InstanceType<EncoderClass>) => unknown): string => {
  const to = new encoder();
  write(to);
  return to.buffer.toString('hex');
};

type Asked = [node: number, at: number][];

/** A consumer that notes when it asks whom, and gets so many messages of one partition. */
const noting = (asked: Asked, messages: () => number) => ({
  fetch: (node: number) => {
    asked.push([node, performance.now()]);
    return Promise.resolve([{ messages: new Array<unknown>(messages()) }]);
  },
});

describe('the repairs of kafkajs', () => {
  const [theirs, ours] = [untouched(), untouched()];
  quickenVarints(ours);

  it('trap 23: arm no timer while no request is held back, and one while there is', () => {
    patchKafkajs();
    const queue = require('kafkajs/src/network/requestQueue') as {
      prototype: { scheduleCheckPendingRequests(this: object): void };
    };
    const idle = { pending: [], throttledUntil: -1, throttleCheckTimeoutId: null };
    queue.prototype.scheduleCheckPendingRequests.call(idle);
    expect(idle.throttleCheckTimeoutId).toBeNull();
    const checked = new Promise<void>((resolve) => {
      const held = { pending: [1], throttledUntil: -1, throttleCheckTimeoutId: null, checkPendingRequests: resolve };
      queue.prototype.scheduleCheckPendingRequests.call(held);
    });
    return checked;
  });

  it('write the same varints', () => {
    expect(theirs.prototype.writeUVarInt).not.toBe(ours.prototype.writeUVarInt);
    const int = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(fc.array(int, { maxLength: 200 }), (values) => {
        const write = (to: InstanceType<EncoderClass>) => values.forEach((value) => to.writeVarInt(value));
        expect(bytes(ours, write)).toBe(bytes(theirs, write));
      }),
    );
  });

  it('write the same varlongs, and know their sizes', () => {
    const long = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.integer({ min: 2 ** 29, max: 2 ** 31 }));
    fc.assert(
      fc.property(long, (value) => {
        expect(bytes(ours, (to) => to.writeVarLong(value))).toBe(bytes(theirs, (to) => to.writeVarLong(value)));
        expect(ours.sizeOfVarLong(value)).toBe(theirs.sizeOfVarLong(value));
      }),
    );
  });

  it('hold a fetch back that follows another one at once, and none that follows late or asks another broker', async () => {
    const asked: Asked = [];
    const group = noting(asked, () => 0);
    paceFetches(group, 50);
    await group.fetch(1);
    await Promise.all([group.fetch(1), group.fetch(2)]);
    await new Promise((resolve) => setTimeout(resolve, 120));
    const lateAt = performance.now();
    await group.fetch(1);
    const [first, other, second, late] = asked.map(([, at]) => at) as [number, number, number, number];
    expect(asked.map(([node]) => node)).toEqual([1, 2, 1, 1]);
    expect(other).toBeLessThan(second);
    expect(second - first).toBeGreaterThanOrEqual(45);
    expect(late - lateAt).toBeLessThan(45);
  });

  it('fetch further apart in a busy process, but for a partition that has more', async () => {
    const asked: Asked = [];
    let messages = 0;
    const group = noting(asked, () => messages);
    paceFetches(group, 1);
    spaceFetches(() => 60);
    try {
      await group.fetch(1);
      messages = 150;
      await group.fetch(1);
      const before = performance.now();
      await group.fetch(1);
      expect(asked[1]![1] - asked[0]![1]).toBeGreaterThanOrEqual(55);
      expect(asked[2]![1] - before).toBeLessThan(55);
    } finally {
      spaceFetches(() => 0);
    }
  });
});
