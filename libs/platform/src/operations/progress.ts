import { Inject, Injectable } from '@nestjs/common';
import { KafkaTransport, Relay, type ServiceParts } from '@entrepot/messaging';
import { relayGap } from '../backbone/relay-gap';
import { SERVICE_PARTS } from '../backbone/tokens';
import type { ProgressShown } from './operations.answers';

/** How far this service has come: what is read, published, parked, due. All processes of the service together. */
@Injectable()
export class Progress {
  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    private readonly transport: KafkaTransport,
    private readonly relay: Relay,
  ) {}

  async show(): Promise<ProgressShown> {
    const { tasks, parkedInputs, deadLetters, now: databaseNow } = this.parts.backbone;
    const now = new Date(databaseNow()).toISOString();
    const [behind, parked, dead, due, all] = await Promise.all([
      relayGap(this.parts, this.relay),
      parkedInputs.count(),
      deadLetters.count(),
      tasks.count({ dueBefore: now }),
      tasks.count(),
    ]);
    // Looked at last: what the relay had published by then is part of the ends.
    const { runtime } = this.transport;
    const consumer = (await runtime?.progress()) ?? [];
    const lag = consumer.reduce((sum, { committed, end }) => sum + Math.max(0, end - (committed ?? 0)), 0);
    return {
      consumer,
      relay: { publishes: this.relay.state.leading, behind },
      lag,
      parked,
      deadLetters: dead,
      tasksDue: due,
      tasksLater: Math.max(0, all - due),
      idle: runtime !== undefined && behind === 0 && lag === 0 && due === 0 && parked === 0,
    };
  }
}
