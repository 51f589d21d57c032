import { ExchangeAnswered } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { noteExchange } from '../domain/exchange';
import { ReturnStream } from '../domain/return';

@Reacts({ to: ExchangeAnswered, on: ReturnStream, id: ({ returnId }) => returnId })
export class OnExchangeAnswered {
  readonly decide = noteExchange;
}
