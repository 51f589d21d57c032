import type { Message, Producer } from 'kafkajs';
import { kafkaOf } from '../connections';
import type { WatchOptions } from './watch';

const INTAKE = 'orders.intake.v1';

/** Publishes orders as a merchant's internal system would: CloudEvents 1.0, binary mode. */
export class IntakePublisher {
  private readonly producer: Producer;

  constructor(private readonly options: WatchOptions) {
    const { brokers } = options;
    this.producer = kafkaOf(brokers, 'entrepot-replay-intake').producer();
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

  /** Publishes several orders with one send per partition's leader. */
  async publishAll(orders: readonly { sourceOrderId: string; body: Record<string, unknown> }[]): Promise<void> {
    const messages = orders.map(({ sourceOrderId, body }) => this.message(sourceOrderId, body));
    await this.producer.send({ topic: this.options.topic(INTAKE), acks: -1, messages });
  }

  private message(sourceOrderId: string, body: Record<string, unknown>): Message {
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
    return { key: `${merchantId}/${sourceOrderId}`, value: JSON.stringify(body), headers };
  }
}
