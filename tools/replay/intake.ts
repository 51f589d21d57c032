import { Kafka, logLevel, type Producer } from 'kafkajs';
import type { WatchOptions } from './watch';

const INTAKE = 'orders.intake.v1';

/** Publishes orders as a merchant's internal system would: CloudEvents 1.0, binary mode, one message a send. */
export class IntakePublisher {
  private readonly producer: Producer;

  constructor(private readonly options: WatchOptions) {
    const { brokers } = options;
    const kafka = new Kafka({ clientId: 'entrepot-replay-intake', brokers: [...brokers], logLevel: logLevel.NOTHING });
    this.producer = kafka.producer();
  }

  start(): Promise<void> {
    return this.producer.connect();
  }

  stop(): Promise<void> {
    return this.producer.disconnect();
  }

  async publish(sourceOrderId: string, body: Record<string, unknown>): Promise<void> {
    const { merchantId, topic } = this.options;
    const headers = {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_type: 'OrderSubmitted',
      ce_source: '/olist',
      ce_id: `olist-${sourceOrderId}`,
      ce_time: new Date().toISOString(),
      ce_merchantid: merchantId,
    };
    const message = { key: `${merchantId}/${sourceOrderId}`, value: JSON.stringify(body), headers };
    await this.producer.send({ topic: topic(INTAKE), acks: -1, messages: [message] });
  }
}
