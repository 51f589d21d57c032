import { countAboveZero, rateOrMax, wholeNumber } from './options';

describe('the options of a benchmark', () => {
  it('take what can be measured', () => {
    expect([rateOrMax('max'), rateOrMax('0.5'), countAboveZero('1'), wholeNumber('0')]).toEqual(['max', 0.5, 1, 0]);
  });

  it.each(['0', '-1', 'x', '', 'Infinity', 'NaN'])('refuse a rate of "%s"', (text) => {
    expect(() => rateOrMax(text)).toThrow('above 0');
  });

  it.each(['', ' ', '1.5', '-1', 'x', 'Infinity'])('refuse "%s" as a whole number', (text) => {
    expect(() => wholeNumber(text)).toThrow('a whole number');
    expect(() => countAboveZero(text)).toThrow('a whole number');
  });

  it('refuse a count of nothing', () => {
    expect(() => countAboveZero('0')).toThrow('above 0');
  });
});
