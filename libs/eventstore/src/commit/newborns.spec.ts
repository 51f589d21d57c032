import { Newborns } from './newborns';

const found = (kind: string) => ({ kind, wasThere: true });
const nothing = (kind: string) => ({ kind, wasThere: false });

describe('the memory of how loads went', () => {
  it('expects a kind of stream to be new once so many loads in a row found nothing', () => {
    const newborns = new Newborns(3);
    newborns.learn([nothing('book'), nothing('shelf')]);
    newborns.learn([nothing('book')]);
    expect(newborns.expects('book')).toBe(false);
    newborns.learn([nothing('book')]);
    expect(['book', 'shelf', 'other'].map((kind) => newborns.expects(kind))).toEqual([true, false, false]);
  });

  it('begins anew when one stream was there, whatever was loaded with it', () => {
    const newborns = new Newborns(2);
    const four = [nothing('book'), nothing('book'), nothing('book'), nothing('book')];
    newborns.learn([found('book'), ...four]);
    expect(newborns.expects('book')).toBe(false);
    newborns.learn(four);
    expect(newborns.expects('book')).toBe(true);
  });
});
