import { DomainError } from '@entrepot/kernel';
import { pastMoment } from './past-moment';

describe('a past moment', () => {
  it('is over when the database says so, whatever this process thinks', () => {
    expect(pastMoment('2031-01-01T00:00:00Z', '2031-01-01T00:00:00.000Z')).toBe(Date.UTC(2031, 0, 1));
    const early = () => pastMoment('2020-01-01T00:00:00.001Z', '2020-01-01T00:00:00.000Z');
    expect(early).toThrow(DomainError);
    expect(early).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ field: 'asOf', rule: 'past' })] }),
    );
  });
});
