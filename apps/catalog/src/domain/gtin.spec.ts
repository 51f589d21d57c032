import { hasRightCheckDigit } from './gtin';

describe('the check digit of a GTIN', () => {
  it('is right for real ones of every length', () => {
    for (const gtin of ['96385074', '036000291452', '4006381333931', '10614141000415']) {
      expect([gtin, hasRightCheckDigit(gtin)]).toEqual([gtin, true]);
    }
  });

  it('is wrong for every other last digit', () => {
    for (const digit of '023456789') expect(hasRightCheckDigit(`400638133393${digit}`)).toBe(false);
  });
});
