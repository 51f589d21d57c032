import { nameOf } from './streams';

it.each([
  ['order/ord_1', { kind: 'order', key: 'ord_1' }],
  ['inventory/stock/SKU-1@north', { service: 'inventory', kind: 'stock', key: 'SKU-1@north' }],
  ['acme/payment/pay_1/0000000004#0', { kind: 'payment', key: 'pay_1' }],
  ['acme/stock/SKU%2F1%40north', { kind: 'stock', key: 'SKU/1@north' }],
  ['order/50%', { kind: 'order', key: '50%' }],
])('%s names a stream', (text, named) => {
  expect(nameOf(text)).toEqual(named);
});

it.each(['order', 'acme/order/50%', 'acme/%zz/1'])('%s names none, which is wrong usage', (text) => {
  expect(() => nameOf(text)).toThrow(expect.objectContaining({ name: 'Failed', status: 2 }));
});
