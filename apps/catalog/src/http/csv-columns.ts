/** How the text of a cell becomes the value of a field. */
type Reading = 'text' | 'number' | 'flag';

/** Every column that a CSV file may have; they are the fields of `ImportLine`. */
const COLUMNS: Readonly<Record<string, Reading>> = {
  productId: 'text',
  title: 'text',
  description: 'text',
  category: 'text',
  brand: 'text',
  published: 'flag',
  sku: 'text',
  variantTitle: 'text',
  gtin: 'text',
  weightGrams: 'number',
  lengthMm: 'number',
  widthMm: 'number',
  heightMm: 'number',
  hsCode: 'text',
  originCountry: 'text',
  currency: 'text',
  amount: 'number',
  price: 'text',
  validFrom: 'text',
};

export function isColumn(name: string): boolean {
  return Object.hasOwn(COLUMNS, name);
}

/** The fields of a row; an empty cell is a field left out. What cannot be read stays text, for the contract to refuse. */
export function fieldsOf(header: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  header.forEach((name, index) => {
    const cell = cells[index]?.trim() ?? '';
    if (cell !== '') fields[name] = valueOf(cell, COLUMNS[name] ?? 'text');
  });
  return fields;
}

function valueOf(cell: string, reading: Reading): unknown {
  if (reading === 'number') return /^-?\d{1,15}(?:\.\d+)?$/.test(cell) ? Number(cell) : cell;
  if (reading === 'flag' && (cell === 'true' || cell === 'false')) return cell === 'true';
  return cell;
}
