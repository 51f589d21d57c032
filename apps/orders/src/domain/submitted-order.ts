import { LARGEST_AMOUNT } from '@entrepot/contracts';
import {
  type DeclaredTender,
  type OrderCharge,
  type OrderedLine,
  type OrderPlaced,
  type OrderTerms,
  type PlaceOrder,
  type PlaceOrderTender,
  type ShortagePolicy,
} from '@entrepot/contracts/orders';
import { contentHash, deriveId, DomainError, sum, type FieldError } from '@entrepot/kernel';
import { faultsOfCharges } from './charges';
import { totalsOf, type Totals } from './valuation';

/** A name of an order: the same name is the same order, whichever way it comes. */
export interface OrderName {
  readonly source: string;
  readonly sourceOrderId: string;
}

export function orderIdOf(merchantId: string, { source, sourceOrderId }: OrderName): string {
  return deriveId('ord', merchantId, source, sourceOrderId);
}

/** Who takes the order on, and what counts for its orders from now on. */
export interface OrderingMerchant {
  readonly id: string;
  readonly shortagePolicy: ShortagePolicy;
  readonly terms?: OrderTerms;
}

/** An order as it is placed: every field set, and known not to contradict itself. */
export type SubmittedOrder = Omit<
  OrderPlaced,
  'type' | 'orderId' | 'occurredAt' | 'priceDeviations' | 'door' | 'source' | 'sourceOrderId'
> &
  OrderName & { readonly orderId: string; readonly occurredAt?: string };

/** Most pieces of one SKU that can be asked of a place at once. */
export const MOST_PIECES = 1_000_000;

/** Fills in what may be left out and refuses what contradicts itself, naming the fields. Both doors do this and nothing else. */
export function submittedOrder(body: PlaceOrder, name: OrderName, merchant: OrderingMerchant): SubmittedOrder {
  const lines = body.lines.map((line, index): OrderedLine => ({ ...line, lineId: line.lineId ?? String(index + 1) }));
  const tenders = body.tenders.map(declared);
  const charges = body.charges ?? [];
  refuse('order.invalid', [...repeated(lines, tenders), ...faultsOfCharges(charges, lines), ...tooMany(lines)]);
  refuse('order.invalid', tooDear(lines, charges));
  const totals = totalsOf(lines, charges);
  refuseTotals(totals, tenders);
  const { currency, customer, shipTo, notes, occurredAt } = body;
  return {
    orderId: orderIdOf(merchant.id, name),
    source: name.source,
    sourceOrderId: name.sourceOrderId,
    contentHash: contentHash({ ...body, ...name, lines, tenders, charges }),
    currency,
    shipTo,
    lines,
    charges,
    tenders,
    shortagePolicy: body.shortagePolicy ?? merchant.shortagePolicy,
    ...(merchant.terms !== undefined && { terms: merchant.terms }),
    ...totals,
    ...(customer !== undefined && { customer }),
    ...(notes !== undefined && { notes }),
    ...(occurredAt !== undefined && { occurredAt }),
  };
}

/** Boletos and bank transfers are paid before they are told of; everything else is captured at hand-over. */
export function declared(tender: PlaceOrderTender, index: number): DeclaredTender {
  const isPaidAtOnce = tender.method === 'boleto' || tender.method === 'bank-transfer';
  return {
    tenderId: tender.tenderId ?? `t${index + 1}`,
    method: tender.method,
    amount: tender.amount,
    ...(tender.reference !== undefined && { reference: tender.reference }),
    capture: tender.capture ?? (isPaidAtOnce ? 'immediate' : 'manual'),
    heldBy: tender.heldBy ?? 'psp',
  };
}

function repeated(lines: readonly OrderedLine[], tenders: readonly DeclaredTender[]): FieldError[] {
  const of = (ids: readonly string[], list: string, name: string) =>
    ids.flatMap((id, index) =>
      ids.indexOf(id) === index
        ? []
        : [{ field: `${list}[${index}].${name}`, rule: 'unique', message: `repeats ${id}` }],
    );
  return [
    ...of(
      lines.map(({ lineId }) => lineId),
      'lines',
      'lineId',
    ),
    ...of(
      tenders.map(({ tenderId }) => tenderId),
      'tenders',
      'tenderId',
    ),
  ];
}

/** Lines that ask for more pieces of a SKU than a place can be asked for. */
export function tooMany(lines: readonly Pick<OrderedLine, 'sku' | 'quantity'>[]): FieldError[] {
  const message = `at most ${MOST_PIECES} pieces of a SKU in one order`;
  return beyondMost(lines).map((index) => ({ field: `lines[${index}].quantity`, rule: 'maximum', message }));
}

/** Which lines, by position, lead beyond what a place can be asked for of one SKU. */
export function beyondMost(lines: readonly Pick<OrderedLine, 'sku' | 'quantity'>[]): number[] {
  const pieces = new Map<string, number>();
  return lines.flatMap(({ sku, quantity }, index) => {
    const all = (pieces.get(sku) ?? 0) + quantity;
    pieces.set(sku, all);
    return all > MOST_PIECES ? [index] : [];
  });
}

/** Lines and charges are checked before anything is added up: sums of integers are exact only so far. Then what they come to. */
export function tooDear(
  lines: readonly Pick<OrderedLine, 'lineId' | 'quantity' | 'unitPrice'>[],
  charges: readonly OrderCharge[],
): FieldError[] {
  const errors = tooDearAlone(lines, charges);
  if (errors.length > 0 || totalsOf(lines, charges).total <= LARGEST_AMOUNT) return errors;
  return [{ field: 'charges', rule: 'maximum', message: `with the lines must come to at most ${LARGEST_AMOUNT}` }];
}

function tooDearAlone(
  lines: readonly Pick<OrderedLine, 'quantity' | 'unitPrice'>[],
  charges: readonly OrderCharge[],
): FieldError[] {
  const largest = (name: string, amounts: readonly number[]) => {
    const isWithin = amounts.reduce((total, amount) => total + amount, 0) <= LARGEST_AMOUNT;
    return isWithin ? [] : [{ field: name, rule: 'maximum', message: `must add up to at most ${LARGEST_AMOUNT}` }];
  };
  return [
    ...largest(
      'lines',
      lines.map(({ quantity, unitPrice }) => quantity * unitPrice),
    ),
    ...largest(
      'charges',
      charges.map(({ amount }) => amount),
    ),
  ];
}

function refuseTotals({ total }: Totals, tenders: readonly DeclaredTender[]): void {
  const isNegative = { field: 'charges', rule: 'minimum', message: `discounts leave a total of ${total}` };
  refuse('order.invalid', total < 0 ? [isNegative] : []);
  const paid = sum(tenders.map(({ amount }) => amount));
  const differs = { field: 'tenders', rule: 'sum', message: `must add up to ${total}, the total of the order` };
  refuse('order.tenders-differ', paid === total ? [] : [differs], { total, tenders: paid });
}

function refuse(code: string, errors: readonly FieldError[], details: Readonly<Record<string, unknown>> = {}): void {
  if (errors.length > 0) throw new DomainError(code, details, errors);
}
