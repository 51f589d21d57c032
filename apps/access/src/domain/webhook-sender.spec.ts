import type { SealedSecret } from '@entrepot/contracts/access';
import { eventsOf, given, NOW } from '../../test/builders';
import {
  addSecret,
  MOST_SECRETS,
  resealSecrets,
  retireSecret,
  WebhookSenderStream,
  type WebhookSender,
} from './webhook-sender';

const none = WebhookSenderStream.initial;
const secret = (secretId: string, expiresAt?: string) => ({
  ...{ secretId, sealed: `sealed-${secretId}` },
  ...(expiresAt !== undefined && { expiresAt }),
});
const activeAfter = (decision: Parameters<typeof eventsOf>[0]) =>
  (eventsOf(decision)[0] as unknown as { active: SealedSecret[] }).active;
const withSecrets = (...ids: string[]): WebhookSender => ({
  active: ids.map((id) => ({ ...secret(id), addedAt: NOW })),
});
const ids = (active: readonly SealedSecret[]) => active.map(({ secretId }) => secretId);

describe('the secrets of a sender', () => {
  it('count beside each other while the sender changes over', () => {
    expect(ids(activeAfter(addSecret(withSecrets('whs_1'), secret('whs_2'), given('psp'), undefined)))).toEqual([
      'whs_1',
      'whs_2',
    ]);
    expect(ids(activeAfter(retireSecret(withSecrets('whs_1', 'whs_2'), { secretId: 'whs_1' }, given('psp'), undefined)))).toEqual(['whs_2']); // prettier-ignore
  });

  it('leave the list when they have ended and another comes', () => {
    const past = { active: [{ ...secret('whs_1', '2026-03-01T00:00:00Z'), addedAt: '2026-02-01T00:00:00Z' }] };
    expect(ids(activeAfter(addSecret(past, secret('whs_2'), given('psp'), undefined)))).toEqual(['whs_2']);
  });

  it('are sealed anew where they are still as they were, and nothing else of them changes', () => {
    const anew = new Map([['sealed-whs_1', 'anew-1'], ['sealed-whs_0', 'anew-0']]); // prettier-ignore
    const standing = { active: [{ ...secret('whs_1', '2026-01-01T00:00:00Z'), addedAt: NOW }, ...withSecrets('whs_2').active] }; // prettier-ignore
    const resealed = activeAfter(resealSecrets(standing, { anew }, given('psp'), undefined));
    expect(resealed).toEqual([{ ...standing.active[0]!, sealed: 'anew-1' }, standing.active[1]]);
    expect(resealSecrets(withSecrets('whs_2'), { anew }, given('psp'), undefined).kind).toBe('ignored');
  });

  it('are refused when they end before they begin, are too many, or are not there', () => {
    expect(() => addSecret(none, secret('whs_1', NOW), given('psp'), undefined)).toThrow('access.expired');
    const many = withSecrets(...Array.from({ length: MOST_SECRETS }, (_, index) => `whs_${index}`));
    expect(() => addSecret(many, secret('whs_x'), given('psp'), undefined)).toThrow('webhook-secret.too-many');
    expect(() => retireSecret(none, { secretId: 'whs_1' }, given('psp'), undefined)).toThrow(
      'webhook-secret.not-found',
    );
  });
});
