import { DoorConfig, fixedKeys, Setting, type Trust } from '@entrepot/platform';
import { IsOptional, IsString, Matches, MinLength } from 'class-validator';

const TEMPLATE = { message: 'must be an http address that contains {merchantId}' };

export class SandboxConfig extends DoorConfig {
  @Setting(
    'Keys of the sandbox itself, `merchant:key`, comma separated: it plays other companies and has no part in access',
    {
      secret: true,
    },
  )
  @Matches(/^[A-Za-z0-9_.-]{1,64}:\S{8,200}$/, {
    each: true,
    message: 'must be merchant:key, the key 8 to 200 characters',
  })
  sandboxKeys!: string[];

  @Setting('What callers of the payment provider must show as bearer key', { secret: true })
  @MinLength(8)
  pspApiKey!: string;

  @Setting('Signs the webhooks of the payment provider', { secret: true })
  @MinLength(8)
  pspWebhookSecret!: string;

  @Setting('Where the payment provider sends webhooks; {merchantId} is filled in')
  @Matches(/^https?:\/\/.*\{merchantId\}/, TEMPLATE)
  pspWebhookUrl!: string;

  @Setting('What callers of the carrier must show as bearer key', { secret: true })
  @MinLength(8)
  carrierApiKey!: string;

  @Setting('Signs the webhooks of the carrier', { secret: true })
  @MinLength(8)
  carrierWebhookSecret!: string;

  @Setting('Where the carrier sends webhooks; {merchantId} is filled in')
  @Matches(/^https?:\/\/.*\{merchantId\}/, TEMPLATE)
  carrierWebhookUrl!: string;

  @Setting('File that keeps payments and parcels from one run to the next; left out, they are forgotten', {
    optional: true,
  })
  @IsOptional()
  @IsString()
  sandboxBooksFile?: string;

  override get trust(): Trust {
    return { fixedKeys: fixedKeys([...this.sandboxKeys, ...(this.apiKeys ?? [])]) };
  }
}
