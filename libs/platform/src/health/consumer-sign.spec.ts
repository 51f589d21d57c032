import { consumerSign } from './consumer-sign';

const SESSION_MS = 30_000;
const sign = (silentMs: number | undefined, idleMs: number | undefined) => {
  const { ok, alive } = consumerSign({ silentMs, idleMs }, SESSION_MS);
  return { ok, alive };
};

describe('the sign of a consumer', () => {
  it('is good while brokers answer, and where nothing is read', () => {
    expect(sign(200, 100)).toEqual({ ok: true, alive: true });
    expect(sign(undefined, undefined)).toEqual({ ok: true, alive: true });
  });

  it('is deaf but alive while no broker answers and it goes on trying, however long', () => {
    expect(sign(91_000, 4_000)).toEqual({ ok: false, alive: true });
    expect(sign(86_400_000, 35_000)).toEqual({ ok: false, alive: true });
  });

  it('is dead when it does not even try', () => {
    expect(sign(91_000, 91_000)).toEqual({ ok: false, alive: false });
  });

  it('has as long to try again as a long session lasts', () => {
    expect(consumerSign({ silentMs: 100_000, idleMs: 100_000 }, 60_000)).toMatchObject({ ok: true, alive: true });
  });
});
