import { ReturnRejected, ReturnRequested, type ExchangeLine, type RequestReturn } from '@entrepot/contracts/returns';
import { decided, DomainError, ignored, type Decision, type Given } from '@entrepot/kernel';
import { refuseExchange, type PriceOf } from './exchange';
import type { Return, ReturnLine } from './return';
import { deliveredLine, ReturnableStream, type Returnable } from './returnable';
import { refuseTooMany, sendBack } from './send-back';

const DAY_MS = 86_400_000;

export interface ReturnPolicy {
  readonly returnWindowDays: number;
}

/** A customer asks to send lines back: approved at once inside the return window, rejected outside; people may overrule. */
export function requestReturn(
  current: Return,
  body: RequestReturn,
  given: Given,
  policy: ReturnPolicy & { readonly priceOf?: PriceOf },
): Decision {
  if (current.status !== 'none') return sameAgain(current, body, given);
  const { orderId, reason, note, occurredAt, exchange } = body;
  const returnable = given.read(ReturnableStream, orderId);
  if (returnable.shipments.length === 0) throw new DomainError('return.not-delivered', { orderId });
  refuseTooMany(returnable, body.lines);
  refuseExchange(body, returnable, policy.priceOf ?? (() => undefined));
  const lines = withSkus(returnable, body);
  const returnId = given.key;
  const requested = new ReturnRequested({
    ...{ returnId, orderId, lines, reason },
    ...(note === undefined ? {} : { note }),
    ...(exchange === undefined ? {} : { exchange }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
  });
  const days = daysSince(returnable, lines, occurredAt ?? given.now);
  if (days > policy.returnWindowDays) {
    const why = `asked for ${Math.floor(days)} days after delivery, the return window is ${policy.returnWindowDays} days`;
    return decided(requested, new ReturnRejected({ returnId, orderId, reason: why }));
  }
  return sendBack({ returnId, orderId, lines, by: 'policy' }, returnable, [requested]);
}

function sameAgain(current: Exclude<Return, { status: 'none' }>, body: RequestReturn, given: Given): Decision {
  const key = (line: { lineId: string; quantity: number }) => `${line.lineId}:${line.quantity}`;
  const same =
    current.orderId === body.orderId &&
    current.reason === body.reason &&
    wantedInstead(current.exchange?.lines) === wantedInstead(body.exchange) &&
    current.lines.map(key).join() === body.lines.map(key).join();
  if (same) return ignored('this return was asked for already');
  throw new DomainError('return.conflict', { returnId: given.key });
}

function wantedInstead(lines: readonly ExchangeLine[] = []): string {
  return lines.map(({ lineId, sku }) => `${lineId}:${sku}`).join('\n');
}

function withSkus(returnable: Returnable, body: RequestReturn): ReturnLine[] {
  return body.lines.map(({ lineId, quantity }) => {
    const sku = deliveredLine(returnable, lineId).found[0]?.sku ?? '';
    return { lineId, sku, quantity };
  });
}

/** Days from the last delivery of the lines to the wish to return them; business dates, as the carriers and the customer say. */
function daysSince(returnable: Returnable, lines: readonly ReturnLine[], asked: string): number {
  const dates = lines.flatMap(({ lineId }) => deliveredLine(returnable, lineId).found.map((line) => line.deliveredAt));
  return (Date.parse(asked) - Math.max(...dates.map((date) => Date.parse(date)))) / DAY_MS;
}
