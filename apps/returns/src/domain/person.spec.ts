import { eventContract } from '@entrepot/contracts';
import { OrderPlaced } from '@entrepot/contracts/orders';
import { Address } from '@entrepot/contracts/shared';
import { personOf, subjectIn } from './person';

const sealed = (subject: string) => `sealed:v1:${subject}:${'x'.repeat(40)}`;
const {
  customer: _customer,
  notes: _notes,
  ...example
} = eventContract('OrderPlaced').example as unknown as OrderPlaced;
const shipTo = { city: 'Campinas', country: 'BR' };
const placed = (more: Partial<OrderPlaced>) => new OrderPlaced({ ...example, shipTo, ...more });

describe('the person of an order', () => {
  it('is whom its texts are sealed for, whichever they are', () => {
    expect(personOf(placed({ customer: { customerId: sealed('psn_ana') } }))).toEqual({ subject: 'psn_ana' });
    expect(personOf(placed({ shipTo: { ...shipTo, line1: sealed('psn_bia') } }))).toEqual({ subject: 'psn_bia' });
    expect(personOf(placed({ notes: sealed('psn_carla') }))).toEqual({ subject: 'psn_carla' });
  });

  it('is named by the order where it holds nothing of anybody, and by the first order where it replaces something', () => {
    expect(personOf(placed({}))).toEqual({ source: 'webshop', sourceOrderId: 'W-10001' });
    const exchange = { orderId: 'ord_1', returnId: 'ret_1' };
    expect(personOf(placed({ exchange }))).toEqual({ replaces: 'ord_1' });
    expect(personOf(placed({ exchange, notes: sealed('psn_ana') }))).toEqual({ subject: 'psn_ana' });
  });

  it('is not known of orders of a release that sealed nothing', () => {
    expect(personOf(placed({ notes: 'leave with the neighbour' }))).toBeUndefined();
  });

  it('is known by the address alone of an order that was learned before persons were', () => {
    expect(subjectIn(Address, { ...shipTo, name: 'of an older release', line1: sealed('psn_ana') })).toBe('psn_ana');
    expect(subjectIn(Address, shipTo)).toBeUndefined();
  });
});
