import { allEventContracts, loadAllContracts } from '@entrepot/contracts';
import type { AnyEvent } from '@entrepot/kernel';
import { INVENTORY_TELLINGS, LOGISTICS_TELLINGS, RETURNS_TELLINGS } from './story-of-goods';
import { PAYMENTS_TELLINGS } from './story-of-money';
import { BULK_TELLINGS, ORDER_TELLINGS, SKU_TELLINGS } from './story-of-orders';
import { goods, withCurrency } from './telling';

const TOLD = [
  ...ORDER_TELLINGS,
  ...SKU_TELLINGS,
  ...BULK_TELLINGS,
  ...INVENTORY_TELLINGS,
  ...LOGISTICS_TELLINGS,
  ...PAYMENTS_TELLINGS,
  ...RETURNS_TELLINGS,
];

loadAllContracts();
const aboutOrders = allEventContracts().filter(
  ({ example, readers }) => 'orderId' in example && readers.includes('orders'),
);

describe('the story', () => {
  it('tells every event of every service that is about an order and that orders may read', () => {
    const told = TOLD.map(({ event }) => event.name).sort();
    expect(told).toEqual(aboutOrders.map(({ type }) => type).sort());
  });

  it.each(aboutOrders.map(({ type, example }) => [type, example] as const))(
    'says a sentence about %s',
    (type, example) => {
      const telling = TOLD.find(({ event }) => event.name === type);
      const summary = withCurrency(telling?.says(example as unknown as AnyEvent) ?? '', 'EUR');
      expect(summary).toMatch(/^[A-Za-z0-9].{3,499}$/);
      expect(summary).not.toMatch(/undefined|NaN|\[object|¤/);
    },
  );

  it('names nobody', () => {
    const texts = aboutOrders.map(({ type, example }) =>
      TOLD.find(({ event }) => event.name === type)?.says(example as unknown as AnyEvent),
    );
    expect(texts.join(' ')).not.toMatch(/Ana|Souza|@example|5555|Rua/);
  });

  it('cuts long lists, and writes amounts in the currency of the order', () => {
    const lines = Array.from({ length: 7 }, (_, index) => ({ sku: `S${index}`, quantity: 1 }));
    expect(goods(lines)).toBe('1 x S0, 1 x S1, 1 x S2, 1 x S3, 1 x S4 and 2 more');
    expect(withCurrency('Captured ¤1234¤, ¤5¤ left', 'JPY')).toBe('Captured 1234 JPY, 5 JPY left');
  });
});
