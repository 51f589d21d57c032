/** The demo merchant sells three things from two places, in two currencies: enough to see routing and splits. */
export const DEMO_SKU = 'MUG-BLUE';
export const DEMO_UNIT_PRICE = 1_290;

export const demoProducts = [
  {
    productId: 'mug',
    title: 'Stoneware mug',
    category: 'kitchen',
    brand: 'Hafen',
    variants: [
      { sku: DEMO_SKU, title: 'Blue', weightGrams: 340, prices: prices(DEMO_UNIT_PRICE, 1_390) },
      { sku: 'MUG-SAND', title: 'Sand', weightGrams: 340, prices: prices(1_290, 1_390) },
    ],
  },
  {
    productId: 'kettle',
    title: 'Pour-over kettle',
    category: 'kitchen',
    brand: 'Hafen',
    variants: [{ sku: 'KETTLE-1L', title: '1 litre', weightGrams: 910, prices: prices(5_900, 6_400) }],
  },
];

export const demoPlaces = [
  {
    placeId: 'berlin',
    name: 'Warehouse Berlin',
    address: { city: 'Berlin', postalCode: '10115', country: 'DE' },
    latitude: 52.53,
    longitude: 13.38,
  },
  {
    placeId: 'lyon',
    name: 'Warehouse Lyon',
    address: { city: 'Lyon', postalCode: '69002', country: 'FR' },
    latitude: 45.75,
    longitude: 4.83,
  },
];

export const demoReceipts = [
  {
    receiptId: 'demo-berlin',
    placeId: 'berlin',
    lines: [
      { sku: DEMO_SKU, quantity: 200 },
      { sku: 'MUG-SAND', quantity: 80 },
    ],
  },
  {
    receiptId: 'demo-lyon',
    placeId: 'lyon',
    lines: [
      { sku: DEMO_SKU, quantity: 120 },
      { sku: 'KETTLE-1L', quantity: 40 },
    ],
  },
];

function prices(eur: number, usd: number): object[] {
  return [
    { currency: 'EUR', amount: eur },
    { currency: 'USD', amount: usd },
  ];
}
