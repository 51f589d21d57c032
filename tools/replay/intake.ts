import { VerifiedProducer, type OutgoingMessage } from '@entrepot/messaging';
import { kafkaOf } from '../connections';
import type { WatchOptions } from './watch';

const INTAKE = 'orders.intake.v1';

/** Publishes orders as a merchant's internal system would: CloudEvents 1.0, binary mode. */
export class IntakePublisher {
  private readonly producer: VerifiedProducer;

  constructor(private readonly options: WatchOptions) {
    const { brokers } = options;
    this.producer = new VerifiedProducer(kafkaOf(brokers, 'entrepot-replay-intake'));
  }

  start(): Promise<void> {
    return this.producer.connect();
  }

  stop(): Promise<void> {
    return this.producer.disconnect();
  }

  publish(sourceOrderId: string, body: Record<string, unknown>): Promise<void> {
    return this.publishAll([{ sourceOrderId, body }]);
  }

  /** Resolves when every order is acknowledged, also when the leader of a partition moves meanwhile. */
  async publishAll(orders: readonly { sourceOrderId: string; body: Record<string, unknown> }[]): Promise<void> {
    const messages = orders.map(({ sourceOrderId, body }) => this.message(sourceOrderId, body));
    await this.producer.send(messages, { nameOf: this.options.topic });
  }

  private message(sourceOrderId: string, body: Record<string, unknown>): OutgoingMessage {
    const { merchantId } = this.options;
    const headers = {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_type: 'OrderSubmitted',
      ce_source: `/${String(body['source'])}`,
      ce_id: `${String(body['source'])}-${sourceOrderId}`,
      ce_time: new Date().toISOString(),
      ce_merchantid: merchantId,
    };
    return { topic: INTAKE, key: `${merchantId}/${sourceOrderId}`, value: JSON.stringify(body), headers };
  }
}
