import { randomBytes } from 'node:crypto';

/** A new id of a Kafka cluster: 16 bytes in base64url that do not begin with a dash, which Kafka's tool takes for an option. */
export function newClusterId(random: () => Buffer = () => randomBytes(16)): string {
  for (;;) {
    const id = random().toString('base64url');
    if (!id.startsWith('-')) return id;
  }
}
