import { addNote, BookStream, MERCHANT } from '../../conformance/samples';
import type { Command } from '../commands';
import { InputQueue } from './input-queue';
import { PendingInput } from './pending-input';

function anInput(key: string, deadlineMs?: number): PendingInput {
  const command = { on: BookStream, merchantId: MERCHANT, key, cause: { source: 'test', key }, decide: addNote(key) };
  const input = new PendingInput({ ...command, ...(deadlineMs && { deadlineMs }) } as unknown as Command<unknown>);
  input.answer.catch(() => undefined);
  return input;
}

const keys = (inputs: readonly PendingInput[]) => inputs.map(({ command }) => command.key);

describe('the queue of inputs', () => {
  it('lets those go first for whom somebody waits, each kind in its order', () => {
    const queue = new InputQueue();
    const made = [anInput('a'), anInput('b', 60_000), anInput('c'), anInput('d', 60_000)];
    for (const input of made) queue.add(input);
    expect(queue.length).toBe(4);
    expect(keys(queue.take(10))).toEqual(['b', 'd', 'a', 'c']);
    expect(queue.length).toBe(0);
    for (const input of made) input.giveUp();
  });

  it('keeps a commit short while somebody waits, and goes on with the rest', () => {
    const queue = new InputQueue();
    for (let index = 0; index < 300; index += 1) queue.add(anInput(`event-${index}`));
    const caller = anInput('caller', 60_000);
    queue.add(caller);
    expect(keys(queue.take(1_000)).slice(0, 3)).toEqual(['caller', 'event-0', 'event-1']);
    expect(queue.length).toBe(250);
    expect(queue.take(1_000)).toHaveLength(250);
    caller.giveUp();
  });

  it('gives what has to be decided again before anything else', () => {
    const queue = new InputQueue();
    const caller = anInput('caller', 60_000);
    queue.add(caller);
    queue.add(anInput('event'));
    queue.putBack([anInput('second')]);
    queue.putBack([anInput('first')]);
    expect(keys(queue.take(2))).toEqual(['first', 'second']);
    expect(keys(queue.take(2))).toEqual(['caller', 'event']);
    caller.giveUp();
  });

  it('leaves out who gave up', () => {
    const queue = new InputQueue();
    const over = anInput('over', 60_000);
    queue.add(over);
    queue.add(anInput('event'));
    over.giveUp();
    expect(keys(queue.take(10))).toEqual(['event']);
  });
});
