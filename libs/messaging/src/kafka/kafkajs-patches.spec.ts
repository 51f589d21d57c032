import fc from 'fast-check';
import { patchKafkajs, quickenVarints, type EncoderClass } from './kafkajs-patches';

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

  it('give up requests that wait too long, and look for them no more than once a second', () => {
    patchKafkajs();
    jest.useFakeTimers();
    try {
      const { prototype } = require('kafkajs/src/network/requestQueue') as {
        prototype: { scheduleRequestTimeoutCheck(this: object): void };
      };
      const givenUp: string[] = [];
      let isConnected = true;
      const waiting = (name: string, requestTimeout: number) =>
        [name, { sentAt: Date.now(), requestTimeout, timeoutRequest: () => givenUp.push(name) }] as const;
      const inflight = new Map([waiting('short', 500), waiting('long', 30_000)]);
      const state = {
        enforceRequestTimeout: true,
        requestTimeout: 30_000,
        isConnected: () => isConnected,
        destroy: () => clearInterval(queue.requestTimeoutIntervalId),
      };
      const queue = { ...state, inflight, requestTimeoutIntervalId: undefined };
      prototype.scheduleRequestTimeoutCheck.call(queue);
      jest.advanceTimersByTime(900);
      expect(givenUp).toEqual([]);
      jest.advanceTimersByTime(200);
      expect(givenUp).toEqual(['short']);
      isConnected = false;
      jest.advanceTimersByTime(30_000);
      expect(givenUp).toContain('long');
      clearInterval(queue.requestTimeoutIntervalId);
    } finally {
      jest.useRealTimers();
    }
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
});
