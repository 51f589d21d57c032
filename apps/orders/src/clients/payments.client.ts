import { Injectable } from '@nestjs/common';
import { currentTrace, serviceCallToken } from '@entrepot/platform';
import { httpJson, type HttpJson } from '@entrepot/resilience';
import { OrdersConfig } from '../orders.config';
import { MoneyElsewhere, type MovedMoney } from '../domain/money-elsewhere';

/** As many ids fit into one address, however long they are. */
const ORDERS_A_CALL = 50;
const A_PAGE = 200;

const POLICY = { name: 'payments-lookup', deadlineMs: 10_000, tryTimeoutMs: 3_000 };

interface PaymentPage {
  readonly items: readonly { readonly orderId: string; readonly captured: number; readonly refunded: number }[];
  readonly next?: string;
}

/** Asks payments what it has taken and given back for orders. */
@Injectable()
export class PaymentsClient extends MoneyElsewhere {
  private readonly ask: HttpJson | undefined;
  private readonly secret: string;

  constructor({ paymentsUrl, serviceCallSecret }: OrdersConfig) {
    super();
    this.ask = paymentsUrl === undefined ? undefined : httpJson(POLICY, { baseUrl: paymentsUrl });
    this.secret = serviceCallSecret;
  }

  async of(merchantId: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, MovedMoney> | undefined> {
    if (this.ask === undefined) return undefined;
    const found = new Map<string, MovedMoney>();
    for (let at = 0; at < orderIds.length; at += ORDERS_A_CALL) {
      for await (const { orderId, captured, refunded } of this.payments(
        merchantId,
        orderIds.slice(at, at + ORDERS_A_CALL),
      )) {
        const known = found.get(orderId) ?? { captured: 0, refunded: 0 };
        found.set(orderId, { captured: known.captured + captured, refunded: known.refunded + refunded });
      }
    }
    return found;
  }

  private async *payments(merchantId: string, orderIds: readonly string[]) {
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: PaymentPage = await this.page(merchantId, orderIds, cursor);
      yield* page.items;
      cursor = page.next;
    }
  }

  private async page(merchantId: string, orderIds: readonly string[], cursor: string): Promise<PaymentPage> {
    // A single one is given twice, so that it is a list.
    const twice = orderIds.length === 1 ? [...orderIds, ...orderIds] : orderIds;
    const query = new URLSearchParams(twice.map((id): [string, string] => ['orderIds', id]));
    query.set('limit', String(A_PAGE));
    if (cursor !== '') query.set('cursor', cursor);
    const trace = currentTrace()?.header;
    const call = { service: 'orders', merchantId, scopes: ['payments:read'] };
    const headers = {
      authorization: `Bearer ${serviceCallToken(this.secret, call)}`,
      ...(trace !== undefined && { traceparent: trace }),
    };
    const { body } = await this.ask!({ method: 'GET', path: `/v1/payments?${query}`, headers });
    const { items } = body as Partial<PaymentPage>;
    if (!Array.isArray(items)) throw new Error('payments answered without items');
    return body as PaymentPage;
  }
}
