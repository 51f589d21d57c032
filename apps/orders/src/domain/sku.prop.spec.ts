import { SkuPriceLearned } from '@entrepot/contracts/orders';
import fc from 'fast-check';
import { evolveSku, priceAt, SkuStream } from './sku';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 0, 1);
/** Hours of few days, written in several time zones. */
const moment = fc.tuple(fc.nat(12), fc.constantFrom(-3, 0, 2)).map(([hour, zone]) => {
  const local = new Date(START + (hour + zone) * HOUR_MS).toISOString().slice(0, 19);
  return `${local}${zone < 0 ? '-' : '+'}0${Math.abs(zone)}:00`;
});
const prices = fc.array(fc.record({ amount: fc.nat(5), validFrom: moment }), { maxLength: 30 });

describe('the price of a SKU', () => {
  it('is the one that began last by then, of those of one moment the one that was learned last', () => {
    fc.assert(
      fc.property(prices, moment, (said, at) => {
        const learned = said.map((each) => new SkuPriceLearned({ sku: 'A', currency: 'EUR', ...each }));
        const time = ({ validFrom }: { validFrom: string }) => Date.parse(validFrom);
        const begun = said.filter((each) => time(each) <= Date.parse(at));
        const last = begun.reduce<(typeof said)[number] | undefined>(
          (best, each) => (best === undefined || time(each) >= time(best) ? each : best),
          undefined,
        );
        expect(priceAt(learned.reduce(evolveSku, SkuStream.initial), 'EUR', at)).toBe(last?.amount);
      }),
      { numRuns: 500 },
    );
  });
});
