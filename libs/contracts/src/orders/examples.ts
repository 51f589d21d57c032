/** Parts of the examples, so that all of them tell of one order. */
export const EXAMPLE_ORDER = 'ord_7q4t1x';
export const EXAMPLE_PAYMENT = 'pay_9d2m5w';
export const EXAMPLE_RESERVATION = 'rsv_5h2k8m';
export const EXAMPLE_SHIPMENT = 'shp_3c9v2n';
export const EXAMPLE_PLACE = 'gru-1';
export const EXAMPLE_TIME = '2026-03-02T09:30:00.000Z';

export const EXAMPLE_SHIP_LINES = [{ lineId: '1', sku: 'TSHIRT-RED-M', quantity: 2 }];
export const EXAMPLE_STOCK_LINES = [{ sku: 'TSHIRT-RED-M', quantity: 2 }];
export const EXAMPLE_LINES = [
  { lineId: '1', sku: 'TSHIRT-RED-M', quantity: 2, unitPrice: 4_990, title: 'T-shirt, red, M' },
];
export const EXAMPLE_CHARGES = [
  { type: 'freight' as const, amount: 1_250 },
  { type: 'discount' as const, amount: 500, lineId: '1', reason: 'spring sale' },
];
export const EXAMPLE_TENDERS = [
  {
    tenderId: 't1',
    method: 'card' as const,
    amount: 10_730,
    reference: 'tok_4242',
    capture: 'manual' as const,
    heldBy: 'psp' as const,
  },
];
export const EXAMPLE_ADDRESS = {
  name: 'Ana Souza',
  phone: '+55 11 5555 0100',
  line1: 'Rua das Flores 12',
  city: 'São Paulo',
  region: 'SP',
  postalCode: '01310-100',
  country: 'BR',
  latitude: -23.5614,
  longitude: -46.6559,
};
