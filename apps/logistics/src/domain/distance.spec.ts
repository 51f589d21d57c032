import { distanceKm, pointOf } from './distance';

const guarulhos = { latitude: -23.4538, longitude: -46.5333 };
const recife = { latitude: -8.0578, longitude: -34.8829 };

describe('distance', () => {
  it('is the great circle in kilometres, the same both ways', () => {
    expect(distanceKm(guarulhos, recife)).toBeCloseTo(2116, -1);
    expect(distanceKm(recife, guarulhos)).toBe(distanceKm(guarulhos, recife));
    expect(distanceKm(recife, recife)).toBe(0);
  });

  it('goes the short way over the date line, and half around the earth at most', () => {
    expect(distanceKm({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).toBeCloseTo(111.2, 0);
    expect(distanceKm({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 0 })).toBeCloseTo(20_015, 0);
  });

  it('needs both coordinates', () => {
    expect(pointOf({ latitude: 1, longitude: 0 })).toEqual({ latitude: 1, longitude: 0 });
    expect(pointOf({ latitude: 1 })).toBeUndefined();
    expect(pointOf({})).toBeUndefined();
  });
});
