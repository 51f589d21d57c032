import { DoorConfig, Setting } from '@entrepot/platform';
import { Matches, MinLength } from 'class-validator';

const TEMPLATE = { message: 'must be an http address that contains {merchantId}' };

export class SandboxConfig extends DoorConfig {
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
}
