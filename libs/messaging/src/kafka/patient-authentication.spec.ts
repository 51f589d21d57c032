import { KafkaJSNonRetriableError } from 'kafkajs';
import { healAuthentication } from './patient-authentication';

describe('authentication', () => {
  it.each([
    ['Request SaslAuthenticate(key: 36, version: 1) timed out', true],
    ['Closed connection', true],
    ['Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512', false],
  ])('that ended with "%s" is tried again: %s', async (reason, isRetriable) => {
    const error = new KafkaJSNonRetriableError(`SASL SCRAM SHA512 authentication failed: ${reason}`);
    const authenticator = { prototype: { authenticate: () => Promise.reject(error) } };
    healAuthentication(authenticator);
    await expect(authenticator.prototype.authenticate()).rejects.toMatchObject({ retriable: isRetriable });
  });
});
