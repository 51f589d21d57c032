import { EventEmitter } from 'node:events';
import type { Request } from 'express';
import { Faults } from '../domain/faults';
import { Journal } from '../domain/journal';
import { FaultDoor } from './fault-door';

const call = { target: 'psp', operation: 'find' } as const;
const done = () => ({ body: 'done', repeated: false });

/** A call whose caller leaves after so many milliseconds. */
function callerFor(ms: number): Request {
  const socket = Object.assign(new EventEmitter(), { destroyed: false });
  setTimeout(() => {
    socket.destroyed = true;
    socket.emit('close');
  }, ms);
  return { socket } as unknown as Request;
}

describe('a call that is never answered', () => {
  it.each(['hang', 'timeout-then-success'] as const)(
    'is over (%s) when its caller has left, before or after',
    async (action) => {
      const faults = new Faults();
      const door = new FaultDoor(faults, new Journal());
      faults.dials = { psp: { latencyMs: { min: 30, max: 30 } } };
      for (const patience of [10, 60]) {
        faults.add({ ...call, action, times: 1 });
        await door.pass(call, callerFor(patience), done).catch(() => undefined);
      }
      expect(faults.rules).toEqual([]);
    },
    2_000,
  );
});
