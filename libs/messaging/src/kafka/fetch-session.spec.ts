import { FetchSession, withoutSession, type WantedTopic } from './fetch-session';

/** Topics as `{ topic: { partition: offset } }`. */
function wanted(places: Record<string, Record<number, number>>): WantedTopic[] {
  return Object.entries(places).map(([topic, offsets]) => ({
    topic,
    partitions: Object.entries(offsets).map(([partition, offset]) => {
      return { partition: Number(partition), fetchOffset: String(offset), maxBytes: 1024 };
    }),
  }));
}

const ID = 4711;
const taken = (answered = 0, sessionId = ID) => ({ errorCode: 0, sessionId, answered });
const refused = (errorCode: number) => ({ errorCode, sessionId: 0, answered: 0 });

/** A session that the broker has given an id for three partitions. */
function running(): FetchSession {
  const session = new FetchSession();
  session.plan(wanted({ a: { 0: 1, 1: 5 }, b: { 0: 9 } }));
  session.answered(taken(3));
  return session;
}

describe('a fetch session', () => {
  it('asks for a session with everything first', () => {
    const all = wanted({ a: { 0: 1, 1: 5 }, b: { 0: 9 } });
    expect(new FetchSession().plan(all)).toEqual({ sessionId: 0, sessionEpoch: 0, topics: all, forgotten: [] });
  });

  it('names what is read from another place, and nothing when nothing is', () => {
    const session = running();
    expect(session.plan(wanted({ a: { 0: 1, 1: 7 }, b: { 0: 9 } }))).toEqual({
      sessionId: ID,
      sessionEpoch: 1,
      topics: wanted({ a: { 1: 7 } }),
      forgotten: [],
    });
    session.answered(taken(1));
    expect(session.plan(wanted({ a: { 0: 1, 1: 7 }, b: { 0: 9 } }))).toMatchObject({ sessionEpoch: 2, topics: [] });
  });

  it('names a place that goes back, as after a seek', () => {
    expect(running().plan(wanted({ a: { 0: 0, 1: 5 }, b: { 0: 9 } })).topics).toEqual(wanted({ a: { 0: 0 } }));
  });

  it('forgets what is no longer wanted, and names it again when it is', () => {
    const session = running();
    expect(session.plan(wanted({ a: { 1: 5 } }))).toMatchObject({
      topics: [],
      forgotten: [
        { topic: 'a', partitions: [0] },
        { topic: 'b', partitions: [0] },
      ],
    });
    session.answered(taken());
    expect(session.plan(wanted({ a: { 0: 1, 1: 5 } }))).toMatchObject({
      topics: wanted({ a: { 0: 1 } }),
      forgotten: [],
    });
  });

  it('takes new partitions and topics in', () => {
    const all = wanted({ a: { 0: 1, 1: 5, 2: 0 }, b: { 0: 9 }, c: { 0: 0 } });
    expect(running().plan(all).topics).toEqual(wanted({ a: { 2: 0 }, c: { 0: 0 } }));
  });

  it.each([
    ['does not know it', 70, 0],
    ['has counted otherwise', 71, ID],
  ])('begins anew at once when the broker %s', (_, errorCode, sessionId) => {
    const session = running();
    const all = wanted({ a: { 0: 2 } });
    session.plan(all);
    expect(session.answered(refused(errorCode))).toBe('again');
    expect(session.plan(all)).toEqual({ sessionId, sessionEpoch: 0, topics: all, forgotten: [] });
  });

  it('does not ask at once again when a first request is refused, or for another reason', () => {
    const session = running();
    session.plan([]);
    expect(session.answered(refused(-1))).toBe('failed');
    session.plan(wanted({ a: { 0: 1 } }));
    expect(session.answered(refused(71))).toBe('failed');
  });

  it('begins anew, and closes the old one, after an answer that never came', () => {
    const session = running();
    session.plan(wanted({ a: { 0: 2 } }));
    session.lost();
    const all = wanted({ a: { 0: 2, 1: 5 } });
    expect(session.plan(all)).toEqual({ sessionId: ID, sessionEpoch: 0, topics: all, forgotten: [] });
  });

  it('names everything every time while the broker has no session to give', () => {
    const session = new FetchSession();
    const all = wanted({ a: { 0: 1 } });
    session.plan(all);
    session.answered(taken(1, 0));
    expect(session.plan(all)).toMatchObject({ sessionId: 0, sessionEpoch: 0, topics: all });
  });

  it('begins anew when the broker closes the session in an answer', () => {
    const session = running();
    session.plan(wanted({ a: { 0: 1 } }));
    session.answered(taken(0, 0));
    expect(session.plan(wanted({ a: { 0: 1 } }))).toMatchObject({ sessionId: 0, sessionEpoch: 0 });
  });

  it('begins anew when a throttled broker leaves the first request without partitions', () => {
    const session = new FetchSession();
    session.plan(wanted({ a: { 0: 1 } }));
    session.answered(taken(0));
    expect(session.plan(wanted({ a: { 0: 1 } }))).toMatchObject({ sessionId: ID, sessionEpoch: 0 });
  });

  it('counts from 1 again after the last epoch', () => {
    const session = running();
    Object.assign(session, { epoch: 2 ** 31 - 1 });
    session.plan([]);
    session.answered(taken());
    expect(session.plan([])).toMatchObject({ sessionEpoch: 1 });
  });

  it('can be done without', () => {
    const all = wanted({ a: { 0: 1 } });
    expect(withoutSession(all)).toEqual({ sessionId: 0, sessionEpoch: -1, topics: all, forgotten: [] });
  });
});
