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

/** `title.de`, `description.de`, `variantTitle.de`: a text in a language. */
const TRANSLATED = /^(title|description|variantTitle)\.([A-Za-z0-9-]{2,35})$/;
/** `attribute.colour`, and in a language `attribute.colour.de`. */
const ATTRIBUTE = /^attribute\.([A-Za-z0-9_-]{1,64})(?:\.([A-Za-z0-9-]{2,35}))?$/;

export function isColumn(name: string): boolean {
  return Object.hasOwn(COLUMNS, name) || TRANSLATED.test(name) || ATTRIBUTE.test(name);
}

/** The fields of a row; an empty cell is a field left out. What cannot be read stays text, for the contract to refuse. */
export function fieldsOf(header: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const texts = new Texts();
  header.forEach((name, index) => {
    const cell = cells[index]?.trim() ?? '';
    if (cell === '' || texts.take(name, cell)) return;
    fields[name] = valueOf(cell, COLUMNS[name] ?? 'text');
  });
  return { ...fields, ...texts.fields() };
}

interface AttributeText {
  readonly name: string;
  readonly value: string;
}

/** Gathers the cells of a row that stand for one entry of a list each. */
class Texts {
  private readonly attributes: AttributeText[] = [];
  private readonly byLocale = new Map<string, Record<string, unknown> & { attributes?: AttributeText[] }>();

  /** False: the column is an ordinary one. */
  take(column: string, cell: string): boolean {
    const [, field, locale] = TRANSLATED.exec(column) ?? [];
    if (field !== undefined && locale !== undefined) {
      this.of(locale)[field] = cell;
      return true;
    }
    const [, name, language] = ATTRIBUTE.exec(column) ?? [];
    if (name === undefined) return false;
    const list = language === undefined ? this.attributes : (this.of(language).attributes ??= []);
    list.push({ name, value: cell });
    return true;
  }

  fields(): Record<string, unknown> {
    const translations = [...this.byLocale].map(([locale, said]) => ({ locale, ...said }));
    return {
      ...(this.attributes.length > 0 && { attributes: this.attributes }),
      ...(translations.length > 0 && { translations }),
    };
  }

  private of(locale: string): Record<string, unknown> & { attributes?: AttributeText[] } {
    const said = this.byLocale.get(locale) ?? {};
    this.byLocale.set(locale, said);
    return said;
  }
}

function valueOf(cell: string, reading: Reading): unknown {
  if (reading === 'number') return /^-?\d{1,15}(?:\.\d+)?$/.test(cell) ? Number(cell) : cell;
  if (reading === 'flag' && (cell === 'true' || cell === 'false')) return cell === 'true';
  return cell;
}
