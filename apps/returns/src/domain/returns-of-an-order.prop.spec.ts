import * as fc from 'fast-check';
import { StockRestocked } from '@entrepot/contracts/inventory';
import { OrderReturnRefunded } from '@entrepot/contracts/orders';
import {
  ReturnReceived,
  type InspectedQuantity,
  type ReturnInspected,
  type ReturnRestockRequested,
} from '@entrepot/contracts/returns';
import type { AnyEvent, Decision, Given, StreamType } from '@entrepot/kernel';
import { aReturnable, NOW } from '../../test/builders';
import { inspectReturn } from './inspect-return';
import { refurbishReturn } from './refurbish-return';
import { requestReturn } from './request-return';
import { ReturnStream, type Return } from './return';
import { ReturnableStream, type Returnable } from './returnable';
import { noteRefund, noteRestock } from './settle-return';
import { isAccepted } from './settling';

const DELIVERED = 2;

/** Several returns of one order of two shirts: who decided what, and what inventory and the customer got. */
class Returns {
  returnable: Returnable = aReturnable();
  readonly all = new Map<string, Return>();
  readonly inspected: ReturnInspected[] = [];
  restocked = 0;

  given(key: string): Given {
    const read = <S>(stream: StreamType<S>) => (stream.kind === 'returnable' ? this.returnable : undefined) as S;
    return { merchantId: 'demo', key, now: NOW, inputId: 'input', read };
  }

  record(key: string, decision: Decision): void {
    if (decision.kind !== 'decided') return;
    for (const event of decision.events) this.apply(key, event);
    for (const { events } of decision.asides) {
      for (const event of events) this.returnable = ReturnableStream.evolve(this.returnable, event, this.at('ord_1'));
    }
  }

  apply(key: string, event: AnyEvent): void {
    this.all.set(key, ReturnStream.evolve(this.of(key), event, this.at(key)));
    if (event.type === 'ReturnInspected') this.inspected.push(event as ReturnInspected);
    if (event.type !== 'ReturnRestockRequested') return;
    const { restockId, placeId, lines } = event as ReturnRestockRequested;
    this.restocked += lines.reduce((sum, { quantity }) => sum + quantity, 0);
    const stock = new StockRestocked({ returnId: key, orderId: 'ord_1', restockId, placeId, lines });
    this.record(key, noteRestock(this.of(key), stock, this.given(key), undefined));
  }

  of(key: string): Return {
    return this.all.get(key) ?? ReturnStream.initial;
  }

  private at(key: string) {
    return { merchantId: 'demo', key, version: 1, at: NOW };
  }
}

const finding = fc.record({ quantity: fc.integer({ min: 1, max: 2 }), how: fc.integer({ min: 0, max: 3 }) });
const aStep = fc.record({
  wanted: fc.integer({ min: 1, max: 2 }),
  found: fc.array(finding, { minLength: 1, maxLength: 2 }),
  repaired: fc.integer({ min: 0, max: 2 }),
});
const DISPOSITIONS = ['restock', 'scrap', 'refurbish', 'send-back'] as const;

function toLine({ quantity, how }: { quantity: number; how: number }): InspectedQuantity {
  const disposition = DISPOSITIONS[how]!;
  return { lineId: '1', quantity, disposition, ...(disposition === 'send-back' && { refusal: 'worn' }) };
}

/** What is refused changes nothing. */
function attempt(step: () => void): void {
  try {
    step();
  } catch (error) {
    if ((error as { code?: string }).code === undefined) throw error;
  }
}

function run(
  returns: Returns,
  key: string,
  step: { wanted: number; found: { quantity: number; how: number }[]; repaired: number },
): void {
  const body = { orderId: 'ord_1', lines: [{ lineId: '1', quantity: step.wanted }], reason: 'other' as const };
  attempt(() =>
    returns.record(key, requestReturn(returns.of(key), body, returns.given(key), { returnWindowDays: 30 })),
  );
  if (returns.of(key).status !== 'approved') return;
  returns.apply(key, new ReturnReceived({ returnId: key, orderId: 'ord_1' }));
  attempt(() =>
    returns.record(key, inspectReturn(returns.of(key), { lines: step.found.map(toLine) }, returns.given(key))),
  );
  if (returns.of(key).status !== 'inspected') return;
  const refund = new OrderReturnRefunded({ orderId: 'ord_1', returnId: key, amount: 1 });
  returns.record(key, noteRefund(returns.of(key), refund, returns.given(key), undefined));
  for (let piece = 0; piece < step.repaired; piece += 1) {
    const lines = [{ lineId: '1', quantity: 1, outcome: 'restock' as const }];
    attempt(() => returns.record(key, refurbishReturn(returns.of(key), { lines }, returns.given(key))));
  }
}

describe('several returns of one order', () => {
  it('never take more pieces than were delivered, and put no piece on the shelf that was not accepted', () => {
    fc.assert(
      fc.property(fc.array(aStep, { minLength: 1, maxLength: 5 }), (steps) => {
        const returns = new Returns();
        steps.forEach((step, index) => run(returns, `ret_${index}`, step));
        const lines = returns.inspected.flatMap((event) => event.lines);
        const piecesOf = (kept: typeof lines) => kept.reduce((sum, { quantity }) => sum + quantity, 0);
        const accepted = piecesOf(lines.filter(isAccepted));
        const claimed = returns.returnable.claimed['1'] ?? 0;
        expect(accepted).toBeLessThanOrEqual(DELIVERED);
        expect(claimed).toBeGreaterThanOrEqual(accepted);
        expect(claimed).toBeLessThanOrEqual(DELIVERED);
        const forShelf = lines.filter(({ disposition }) => disposition === 'restock' || disposition === 'refurbish');
        expect(returns.restocked).toBeLessThanOrEqual(piecesOf(forShelf));
        expect(returns.restocked).toBeGreaterThanOrEqual(
          piecesOf(lines.filter(({ disposition }) => disposition === 'restock')),
        );
        for (const current of returns.all.values()) {
          if (current.status !== 'inspected') continue;
          expect(current.refurbishing.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
