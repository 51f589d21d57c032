import { DomainError } from './domain-error';
import { allocate, formatMinor, minorDigits, parseMinor, sum } from './money';

describe('minor units', () => {
  it.each([
    ['BRL', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['EUR', 2],
  ])('of %s have %i digits', (currency, digits) => expect(minorDigits(currency)).toBe(digits));
});

describe('reading an amount', () => {
  it.each<[string, string, number]>([
    ['109.9', 'BRL', 10990],
    ['109.90', 'BRL', 10990],
    ['0.29', 'EUR', 29],
    ['1.15', 'EUR', 115],
    ['0', 'EUR', 0],
    ['-0.00', 'EUR', 0],
    ['-3.5', 'EUR', -350],
    [' 7 ', 'EUR', 700],
    ['007', 'EUR', 700],
    ['500', 'JPY', 500],
    ['500.00', 'JPY', 500],
    ['1.234', 'KWD', 1234],
    ['1.2000', 'EUR', 120],
    ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER],
  ])('%j in %s is %i', (text, currency, minor) => expect(parseMinor(text, currency)).toBe(minor));

  it.each([
    ['', 'EUR'],
    ['abc', 'EUR'],
    ['1,50', 'EUR'],
    ['1.', 'EUR'],
    ['.5', 'EUR'],
    ['1e3', 'EUR'],
    ['+1', 'EUR'],
    ['--1', 'EUR'],
    ['1.234', 'EUR'],
    ['1.5', 'JPY'],
    ['NaN', 'EUR'],
    ['90071992547409.92', 'EUR'],
    ['٣', 'EUR'],
  ])('%j in %s is refused', (text, currency) => {
    expect(() => parseMinor(text, currency)).toThrow(new DomainError('money.not-an-amount', { text, currency }));
  });
});

describe('writing an amount', () => {
  it.each<[number, string, string]>([
    [10990, 'BRL', '109.90'],
    [5, 'EUR', '0.05'],
    [0, 'EUR', '0.00'],
    [-0, 'EUR', '0.00'],
    [-5, 'EUR', '-0.05'],
    [500, 'JPY', '500'],
    [-500, 'JPY', '-500'],
    [1, 'KWD', '0.001'],
  ])('%i in %s is %s', (minor, currency, text) => expect(formatMinor(minor, currency)).toBe(text));
});

describe('a sum', () => {
  it('adds integers', () => expect(sum([1, 2, -5])).toBe(-2));
  it('of nothing is 0', () => expect(sum([])).toBe(0));
  it.each([
    [[Number.MAX_SAFE_INTEGER, 1]],
    [[Number.MAX_SAFE_INTEGER, 2, -2]],
    [[0.5, 0.5]],
    [[NaN]],
    [[0.5]],
    [[Infinity]],
  ])('refuses %j', (amounts) => {
    expect(() => sum(amounts)).toThrow('money.not-an-amount');
  });
});

describe('allocation', () => {
  it.each<[number, readonly number[], readonly number[]]>([
    [100, [1, 1, 1], [34, 33, 33]],
    [5, [3, 3, 3, 1], [2, 2, 1, 0]],
    [10, [0, 1], [0, 10]],
    [10, [0, 0], [10, 0]],
    [0, [1, 2], [0, 0]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [1e12, [1e12, 1e12], [5e11, 5e11]],
  ])('of %i by %j is %j', (total, weights, parts) => expect(allocate(total, weights)).toEqual(parts));

  it.each([[[]], [[-1, 2]], [[NaN]]])('refuses the weights %j', (weights) => {
    expect(() => allocate(10, weights)).toThrow('10 cannot be split by the weights');
  });
});
