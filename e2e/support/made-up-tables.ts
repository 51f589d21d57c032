import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** One order of each kind that the Olist tables hold, invented, with the same oddities. */
const ORDERS = [
  ['o-delivered', 'delivered', '3/1/2018 10:00', '3/2/2018 9:00', '3/5/2018 12:00'],
  ['o-two-sellers', 'delivered', '3/1/2018 10:00', '3/1/2018 9:00', '3/6/2018 12:00'],
  ['o-delivered-undated', 'delivered', '3/2/2018 10:00', '3/3/2018 9:00', ''],
  ['o-shipped', 'shipped', '3/3/2018 10:00', '3/4/2018 9:00', ''],
  ['o-invoiced', 'invoiced', '3/4/2018 10:00', '', ''],
  ['o-unavailable', 'unavailable', '3/5/2018 10:00', '', ''],
  ['o-cancelled', 'canceled', '3/6/2018 10:00', '', ''],
  ['o-intercepted', 'canceled', '3/7/2018 10:00', '3/8/2018 9:00', ''],
  ['o-returned', 'canceled', '3/8/2018 10:00', '3/9/2018 9:00', '3/12/2018 12:00'],
] as const;

const ITEMS: Readonly<
  Record<string, readonly (readonly [product: string, seller: string, price: string, freight: string])[]>
> = {
  'o-delivered': [
    ['p1', 's1', '10.5', '3.10'],
    ['p1', 's1', '10.5', '3.10'],
  ],
  'o-two-sellers': [
    ['p1', 's1', '10.50', '1.99'],
    ['p2', 's2', '20', '2.01'],
  ],
  'o-delivered-undated': [['p2', 's2', '20.00', '5']],
  'o-shipped': [['p2', 's2', '21', '5']],
  'o-invoiced': [['p1', 's1', '11', '0.00']],
  'o-cancelled': [['p1', 's1', '11', '2']],
  'o-intercepted': [['p2', 's2', '21', '2']],
  'o-returned': [['p1', 's1', '11', '2']],
};

const PAYMENTS: readonly (readonly [order: string, sequential: number, type: string, value: string])[] = [
  ['o-delivered', 1, 'credit_card', '27.20'],
  ['o-two-sellers', 2, 'credit_card', '30.00'],
  ['o-two-sellers', 1, 'voucher', '4.50'],
  ['o-delivered-undated', 1, 'boleto', '26.13'],
  ['o-shipped', 1, 'credit_card', '25.00'],
  ['o-shipped', 2, 'voucher', '0.00'],
  ['o-invoiced', 1, 'credit_card', '11.00'],
  ['o-cancelled', 1, 'boleto', '13.00'],
  ['o-intercepted', 1, 'credit_card', '23.00'],
  ['o-returned', 1, 'credit_card', '13.00'],
];

type Cells = readonly (string | number)[];

const orders = ORDERS.map(([id, status, bought, collected, delivered]): Cells => {
  return [id, `c-${id}`, status, bought, bought, collected, delivered, '4/1/2018 0:00'];
});

const items = Object.entries(ITEMS).flatMap(([order, lines]) =>
  lines.map(([product, seller, price, freight], index): Cells => {
    return [order, index + 1, product, seller, '3/9/2018 0:00', price, freight];
  }),
);

const payments = PAYMENTS.map(([order, sequential, type, value]): Cells => [order, sequential, type, 1, value]);

// The first customer's postcode lost its leading zero and has no coordinates either.
const customers = ORDERS.map(([id], index): Cells => [
  `c-${id}`,
  `u-${id}`,
  index === 0 ? 9999 : 1014,
  'sao paulo',
  'SP',
]);

/** By table: the header, then the rows. */
const TABLES: Readonly<Record<string, readonly Cells[]>> = {
  orders: [
    [
      ...['order_id', 'customer_id', 'order_status', 'order_purchase_timestamp', 'order_approved_at'],
      ...['order_delivered_carrier_date', 'order_delivered_customer_date', 'order_estimated_delivery_date'],
    ],
    ...orders,
  ],
  items: [
    ['order_id', 'order_item_id', 'product_id', 'seller_id', 'shipping_limit_date', 'price', 'freight_value'],
    ...items,
  ],
  payments: [['order_id', 'payment_sequential', 'payment_type', 'payment_installments', 'payment_value'], ...payments],
  customers: [
    ['customer_id', 'customer_unique_id', 'customer_zip_code_prefix', 'customer_city', 'customer_state'],
    ...customers,
  ],
  sellers: [
    ['seller_id', 'seller_zip_code_prefix', 'seller_city', 'seller_state'],
    ['s1', 1014, 'sao paulo', 'SP'],
    ['s2', 22031, 'rio de janeiro', 'RJ'],
  ],
  geo: [
    ['geolocation_zip_code_prefix', 'geolocation_lat', 'geolocation_lng', 'geolocation_city', 'geolocation_state'],
    [1014, -23.55, -46.63, 'sao paulo', 'SP'],
    [22031, -22.97, -43.19, 'rio de janeiro', 'RJ'],
  ],
  products: [
    [
      ...['product_id', 'product_category_name', 'product_name_lenght', 'product_description_lenght'],
      ...['product_photos_qty', 'product_weight_g', 'product_length_cm', 'product_height_cm', 'product_width_cm'],
    ],
    ['p1', 'beleza', 10, 100, 1, 500, 10, 10, 10],
    ['p2', '', '', '', '', '', '', '', ''],
  ],
  categories: [
    ['product_category_name', 'product_category_name_english'],
    ['beleza', 'beauty'],
  ],
};

/** Writes the tables to a new folder and gives its path. */
export function madeUpTables(): string {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-tables-'));
  for (const [name, rows] of Object.entries(TABLES)) {
    const text = rows.map((row) => row.join(',')).join('\n');
    writeFileSync(join(folder, `${name}.csv.gz`), gzipSync(`${text}\n`));
  }
  return folder;
}
