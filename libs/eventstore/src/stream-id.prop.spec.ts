import fc from 'fast-check';
import { eventId, parseEventId, parseStreamId, recordId, streamId, streamOf } from './index';

const text = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(..."aZ09/#%.~!*'()-_ ä€😀\\\u0000$") });
const name = fc.tuple(text, text, text);

describe('stream ids', () => {
  it('rule 7: different names never share an id, and an id tells its name', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(streamId(...a) === streamId(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
        const [merchantId, kind, key] = a;
        expect(parseStreamId(streamId(...a))).toEqual({ merchantId, kind, key });
      }),
    );
  });

  it('rule 7: records sort by version within a stream and never between those of another', () => {
    const version = fc.integer({ min: 1, max: 9_999_999_999 });
    fc.assert(
      fc.property(name, name, version, version, (a, b, v, w) => {
        const stream = streamId(...a);
        expect(recordId(stream, v) < recordId(stream, w)).toBe(v < w);
        expect(streamOf({ _id: recordId(stream, v) })).toBe(stream);
        const other = recordId(streamId(...b), w);
        const isWithin = other > `${stream}/` && other < `${stream}0`;
        expect(isWithin).toBe(streamId(...b) === stream);
      }),
    );
  });

  it('an event id tells where the event is', () => {
    fc.assert(
      fc.property(name, fc.integer({ min: 1, max: 9_999_999_999 }), fc.nat(500), (parts, version, index) => {
        const stream = streamId(...parts);
        expect(parseEventId(eventId({ _id: recordId(stream, version) }, index))).toEqual({ stream, version, index });
      }),
    );
  });
});
