import fc from 'fast-check';
import { PartitionWindow, type Delivery } from './partition-window';

const opened = (start = 0) =>
  new PartitionWindow({ topic: 't', partition: 0, start, end: 10, ofTopic: 1 }, () => undefined);

describe('the window of a partition', () => {
  it('rule 12: commits the first offset without a durable result, whatever is done behind it', () => {
    const window = opened(5);
    expect(window.takeCommit()).toBeUndefined();
    const [first, second] = [window.open(5, 1), window.open(7, 2)];
    window.skip(8);
    expect(window.committable).toBe(5);
    second.settle();
    second.settle();
    expect(window.takeCommit()).toBeUndefined();
    first.settle();
    expect(window.isCommitted).toBe(false);
    expect(window.takeCommit()).toEqual({ topic: 't', partition: 0, offset: 9 });
    expect(window.takeCommit()).toBeUndefined();
    expect(window.isCommitted).toBe(true);
    window.restoreCommit();
    expect(window.isCommitted).toBe(false);
    expect(window.unsettled).toBe(0);
  });

  it('knows since when the oldest message waits that has no durable result', () => {
    const window = opened();
    const deliveries = [300, 200, 400].map((at, offset) =>
      Object.assign(window.open(offset, 1), { receivedAt: `${at}` }),
    );
    expect(window.oldestAt).toBe(300);
    deliveries[1]!.settle();
    expect(window.oldestAt).toBe(300);
    deliveries[0]!.settle();
    expect(window.oldestAt).toBe(400);
    deliveries[2]!.settle();
    expect(window.oldestAt).toBeUndefined();
  });

  it('rule 12: keeps that in any order of settling', () => {
    const order = fc.array(fc.record({ wanted: fc.boolean(), key: fc.integer() }), { maxLength: 60 });
    fc.assert(
      fc.property(order, (messages) => {
        const window = opened();
        const open = new Map<number, Delivery>();
        messages.forEach(({ wanted }, offset) =>
          wanted ? open.set(offset, window.open(offset, 1)) : window.skip(offset),
        );
        const shuffled = [...open].sort(([a], [b]) => messages[a]!.key - messages[b]!.key);
        for (const [offset, delivery] of shuffled) {
          expect(window.committable).toBe(Math.min(...open.keys()));
          delivery.settle();
          open.delete(offset);
        }
        expect(window.committable).toBe(messages.length);
      }),
    );
  });

  it('rule 12: commits nothing once its generation is over, and takes an offset again that did not get through', () => {
    const window = opened();
    window.skip(3);
    expect(window.takeCommit()?.offset).toBe(4);
    window.restoreCommit();
    expect(window.takeCommit()?.offset).toBe(4);
    window.skip(4);
    window.live = false;
    expect(window.takeCommit()).toBeUndefined();
  });

  it('rule 17: knows what may have been delivered before it was assigned', () => {
    const window = opened();
    expect(window.open(9, 1).redelivered).toBe(true);
    expect(window.open(10, 1).redelivered).toBe(false);
    expect(window.open(11, 1, true).redelivered).toBe(true);
  });
});
