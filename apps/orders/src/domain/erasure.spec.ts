import type { ErasureRequested, PersonErased } from '@entrepot/contracts/orders';
import { ErasureStream, requestErasure, settleErasure, type Erasure } from './erasure';

const given = { key: 'ers_1' } as never;
const after = (...events: (ErasureRequested | PersonErased)[]): Erasure =>
  events.reduce(
    (state, event) => ErasureStream.evolve(state, event, { at: '2026-01-01T00:00:00.000Z' } as never),
    ErasureStream.initial,
  );
const eventsOf = (decision: object) => (decision as { events: readonly (ErasureRequested | PersonErased)[] }).events;

it('records who wants whom to be erased, once', () => {
  const [requested] = eventsOf(
    requestErasure(ErasureStream.initial, { subject: 'psn_1', by: 'desk' }, given, undefined),
  );
  expect(requested).toEqual({ type: 'ErasureRequested', erasureId: 'ers_1', subject: 'psn_1', by: 'desk' });
  expect(requestErasure(after(requested!), { subject: 'psn_1' }, given, undefined)).toMatchObject({ kind: 'ignored' });
});

it('records when it is done, once', () => {
  const [requested] = eventsOf(requestErasure(ErasureStream.initial, { subject: 'psn_1' }, given, undefined));
  const done = { outcome: { kind: 'erased', intake: 'deleted' } } as const;
  const [erased] = eventsOf(settleErasure(after(requested!), done, given, undefined));
  expect(after(requested!, erased!)).toMatchObject({ status: 'erased', subject: 'psn_1', intake: 'deleted' });
  expect(settleErasure(after(requested!, erased!), done, given, undefined)).toMatchObject({ kind: 'ignored' });
});
