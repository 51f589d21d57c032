import { decided, defineStream, ignored, never, type AnyEvent } from './decision';

interface Opened extends AnyEvent {
  readonly type: 'Opened';
  readonly by: string;
}

const AccountStream = defineStream<{ openedBy?: string }, Opened>({
  kind: 'account',
  initial: {},
  evolve: (state, event) => ({ ...state, openedBy: event.by }),
});
const LedgerStream = defineStream({ kind: 'ledger', initial: 0, evolve: (state: number) => state + 1, long: true });

const opened: Opened = { type: 'Opened', by: 'maria' };
const counted: AnyEvent = { type: 'Counted' };

describe('a kind of stream', () => {
  it('is short unless declared long', () => {
    expect([AccountStream.long, LedgerStream.long]).toEqual([false, true]);
  });

  it('folds its events', () => {
    const at = { merchantId: 'm', key: 'k', version: 1, at: '2026-01-31T09:30:00Z' };
    expect(AccountStream.evolve(AccountStream.initial, opened, at)).toEqual({ openedBy: 'maria' });
  });
});

describe('a decision', () => {
  it('records events in order', () => {
    expect(decided(opened, counted)).toMatchObject({ kind: 'decided', events: [opened, counted], asides: [] });
  });

  it('may record nothing on its own stream', () => {
    expect(decided().events).toEqual([]);
  });

  it('adds events for other streams without changing the decision it started from', () => {
    const alone = decided(opened);
    const both = alone.on(LedgerStream, 'l1', counted).on(LedgerStream, 'l2', counted, counted);
    expect(alone.asides).toEqual([]);
    expect(both.events).toEqual([opened]);
    expect(both.asides).toEqual([
      { stream: LedgerStream, key: 'l1', events: [counted] },
      { stream: LedgerStream, key: 'l2', events: [counted, counted] },
    ]);
  });

  it('ignores with a reason', () => {
    expect(ignored('already open')).toEqual({ kind: 'ignored', reason: 'already open' });
  });
});

it('stops where a state was forgotten', () => {
  expect(() => never({ status: 'new' } as never)).toThrow('unreachable: {"status":"new"}');
});
