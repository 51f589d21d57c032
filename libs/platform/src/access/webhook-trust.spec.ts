import { Logger } from '@nestjs/common';
import { sealSecret, type MasterKeys } from '@entrepot/privacy';
import type { DoorConfig } from '../config/service.config';
import type { Admissions } from './admissions';
import { WebhookSecrets, webhookSecretContext } from './webhook-secrets';
import { WebhookTrust } from './webhook-trust';

const masters = {
  wrap: (key: Buffer, of: string) => Promise.resolve(`${of}|${key.toString('base64')}`),
  unwrap: (wrapped: string, of: string) =>
    wrapped.startsWith(`${of}|`)
      ? Promise.resolve(Buffer.from(wrapped.slice(of.length + 1), 'base64'))
      : Promise.reject(new Error('not wrapped for this')),
} as unknown as MasterKeys;

const NOW = Date.parse('2026-03-01T10:00:00Z');
const context = webhookSecretContext('demo', 'psp');
const kept = async (of = context) => ({
  ...{ secretId: 'sec_1', addedAt: '2026-01-01T00:00:00Z' },
  sealed: await sealSecret(masters, 'own secret', of),
});

/** What proves a webhook of the provider to a merchant that has these secrets of its own for it. */
async function trusted(...active: readonly object[]): Promise<readonly string[] | undefined> {
  const secrets = new WebhookSecrets(masters, () => NOW);
  await secrets.replace([{ merchantId: 'demo', id: 'psp', active }] as never);
  const config = { trust: { fixedKeys: [] } } as unknown as DoorConfig;
  return new WebhookTrust({ knows: () => true } as unknown as Admissions, secrets, config).secretsOf('demo', 'psp');
}

describe('what proves a webhook', () => {
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['log']));

  it('is the secret of the settings only while the merchant has none of its own', async () => {
    expect(await trusted()).toBeUndefined();
    expect(await trusted(await kept())).toEqual(['own secret']);
  });

  it('is nothing once the last secret of the merchant has expired: another one never takes its place by itself', async () => {
    expect(await trusted({ ...(await kept()), expiresAt: '2026-03-01T10:00:01Z' })).toEqual(['own secret']);
    expect(await trusted({ ...(await kept()), expiresAt: '2026-03-01T10:00:00Z' })).toEqual([]);
  });

  it('is nothing where no master key opens the secret of the merchant', async () => {
    expect(await trusted(await kept('webhook-secret/other/psp'))).toEqual([]);
  });
});
