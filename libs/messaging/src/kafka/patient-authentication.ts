import { KafkaJSConnectionError } from 'kafkajs';

export interface AuthenticatorClass {
  readonly prototype: { authenticate(): Promise<void> };
}

const GONE = /timed out|closed connection|not connected|connection (closed|error|timeout)/i;

/**
 * kafkajs takes a broker that goes away, or answers late, while we say who we are for one that refuses us: an error that it never
 * tries again, and that ends a consumer for good. Only a refusal is one.
 */
export function healAuthentication({ prototype }: AuthenticatorClass): void {
  const { authenticate } = prototype;
  prototype.authenticate = async function (this: AuthenticatorClass['prototype']): Promise<void> {
    try {
      await authenticate.call(this);
    } catch (error) {
      const { message } = error as Error;
      throw GONE.test(message) ? new KafkaJSConnectionError(message) : error;
    }
  };
}
