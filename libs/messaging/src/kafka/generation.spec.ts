import { Generation } from './generation';

const from = { topic: 't', partition: 0 };

function begun(start: number, before: Generation = new Generation(0, [], new Map())): Generation {
  const generation = new Generation(before.id + 1, [from], before.positions());
  generation.begin([{ ...from, start, end: 100, ofTopic: 1 }]);
  return generation;
}

describe('a generation of the group', () => {
  it('takes batches that follow, and repeats', () => {
    const generation = begun(10);
    expect(generation.follows(from, 10)).toBe('yes');
    generation.advance(from, 20);
    expect(generation.follows(from, 15)).toBe('yes');
    expect(generation.follows(from, 20)).toBe('yes');
  });

  it('dismisses the late answer to a fetch of the generation before, once', () => {
    const before = begun(10);
    before.advance(from, 50);
    const generation = begun(10, before);
    expect(generation.follows(from, 50)).toBe('late');
    expect(generation.follows(from, 10)).toBe('yes');
    generation.advance(from, 20);
    expect(generation.follows(from, 50)).toBe('jump');
  });

  it('is over for whoever waits for it to be ready', async () => {
    const generation = new Generation(1, [from], new Map());
    generation.end();
    await generation.prepared;
    expect([generation.ready, generation.over, begun(10).over]).toEqual([false, true, false]);
  });

  it('tells a jump, and does not know partitions of others', () => {
    const generation = begun(10);
    expect(generation.follows(from, 30)).toBe('jump');
    expect(generation.follows({ topic: 't', partition: 9 }, 0)).toBe('late');
  });
});
