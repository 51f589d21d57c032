import { createHash } from 'node:crypto';
import { deriveId } from '@entrepot/kernel';

/** In all names that the templates were given, in small or capital letters. Copies have a number of the same length instead. */
export const MARK = 't000000';

/**
 * What tells one order's records from another's: derived ids (not those of keys), hashes, tracking numbers and the
 * notices of the sandbox, names with the mark, and moments. What stands before them may be a percent-encoded colon (`%3A`), so there need not be the end of a word.
 */
const OWN = [
  /(?<![a-z])(?!key_)[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}\b/,
  /(?<![0-9a-z])[0-9a-f]{64}\b/,
  /SB\d{11}BR\b/,
  /(?<![a-z])evt_[0-9a-z]{8}_\d+\b/,
  /[tT]000000/,
  /(?<!\d)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/,
];
const MOST_PLACES = 100_000;
/** Has no factor in common with 10. */
const SCATTER = 61_803_398_873n;
const TOKEN = new RegExp(OWN.map(({ source }) => source).join('|'), 'g');

/** One copy of everything that came of the templates. */
export interface Edition {
  /** From 1. */
  readonly number: number;
  /** Everything happened so many milliseconds earlier. */
  readonly earlierMs: number;
}

/** Texts with places to fill in. The same token is the same place in all of them, so that copies refer to each other as the originals do. */
export class Templates {
  private readonly tokens = new Map<string, number>();
  private readonly texts: (readonly (string | number)[])[] = [];
  private readonly orders: ReadonlySet<string>;

  constructor(
    private readonly merchantId: string,
    /** Of the templates' orders: copies of these have ids that follow from their names, like any order. */
    private readonly sourceOrderIds: readonly string[],
  ) {
    const orders = sourceOrderIds.map((id) => orderIdOf(merchantId, MARK, id));
    this.orders = new Set(orders.flatMap((id) => [id, deriveId('pay', merchantId, id)]));
  }

  /** Whether a document came of the templates: it names one of their orders or payments, or has the mark. */
  isTheirs(text: string): boolean {
    if (text.toLowerCase().includes(MARK)) return true;
    return (text.match(TOKEN) ?? []).some((token) => this.orders.has(token));
  }

  /** Gives the text's number. */
  add(text: string): number {
    const parts: (string | number)[] = [];
    let from = 0;
    for (const { 0: token, index } of text.matchAll(TOKEN)) {
      parts.push(text.slice(from, index), this.place(token));
      from = index + token.length;
    }
    return this.texts.push([...parts, text.slice(from)]) - 1;
  }

  /** Writes the texts of an edition, by their numbers. */
  edition(edition: Edition): (text: number) => string {
    const known = this.idsOf(edition);
    const tokens = [...this.tokens].map(([token, place]) => known.get(token) ?? replaced(token, place, edition));
    return (text) => this.texts[text]!.map((part) => (typeof part === 'string' ? part : tokens[part]!)).join('');
  }

  private place(token: string): number {
    const known = this.tokens.get(token) ?? this.tokens.size;
    if (known >= MOST_PLACES)
      throw new Error('too many templates: copies of their parcels would share tracking numbers');
    this.tokens.set(token, known);
    return known;
  }

  /** What becomes of the ids of orders and their payments. */
  private idsOf(edition: Edition): Map<string, string> {
    const { merchantId } = this;
    const pairs = this.sourceOrderIds.flatMap((id) => {
      const [before, after] = [orderIdOf(merchantId, MARK, id), copiedOrderId(merchantId, id, edition)];
      return [
        [before, after],
        [deriveId('pay', merchantId, before), deriveId('pay', merchantId, after)],
      ] as const;
    });
    return new Map(pairs);
  }
}

/** The id of the copy of an order. */
export function copiedOrderId(merchantId: string, sourceOrderId: string, { number }: Edition): string {
  const mark = markOf(number);
  return orderIdOf(merchantId, mark, sourceOrderId.replace(MARK, mark));
}

const orderIdOf = (merchantId: string, source: string, sourceOrderId: string): string =>
  deriveId('ord', merchantId, source, sourceOrderId);

const markOf = (number: number): string => `t${String(number).padStart(6, '0')}`;

/** Of the same kind and length. */
function replaced(token: string, place: number, { number, earlierMs }: Edition): string {
  if (token === MARK) return markOf(number);
  if (token === MARK.toUpperCase()) return markOf(number).toUpperCase();
  if (token.endsWith('Z')) return new Date(Date.parse(token) - earlierMs).toISOString();
  if (token.startsWith('evt_')) return `${deriveId('evt', token, number).slice(0, 12)}${token.slice(12)}`;
  if (token.includes('_')) return deriveId(token.slice(0, 3), token, number);
  if (token.startsWith('SB')) return trackingNumberOf(number * MOST_PLACES + place);
  return createHash('sha256').update(`${token} ${number}`).digest('hex');
}

/** Another one for every number below 10^11, in no order: of a million parcels, numbers drawn by chance are twice the same. */
function trackingNumberOf(number: number): string {
  return `SB${String((BigInt(number) * SCATTER) % 10n ** 11n).padStart(11, '0')}BR`;
}
