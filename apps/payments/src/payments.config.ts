import { IsInt, IsOptional, IsUrl, Max, Min, MinLength } from 'class-validator';
import { SealingConfig, Setting, type Trust } from '@entrepot/platform';

/** What payments is told besides what every service is told. */
export class PaymentsConfig extends SealingConfig {
  @Setting('Where the payment provider answers')
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  pspUrl!: string;

  @Setting('Bearer key for the payment provider', { secret: true })
  @MinLength(8)
  pspApiKey!: string;

  @Setting('Secret that the webhooks of the payment provider are signed with', { secret: true })
  @MinLength(8)
  pspWebhookSecret!: string;

  @Setting('Proves the calls of our services to each other: the same in all that have it; left out, none is believed', {
    ...{ secret: true, optional: true },
  })
  @IsOptional()
  @MinLength(32)
  serviceCallSecret?: string;

  @Setting('How old or early a webhook may be, seconds', { default: 300 })
  @IsInt()
  @Min(1)
  @Max(3600)
  pspWebhookToleranceSeconds!: number;

  @Setting('Longest time of one try of a call to the payment provider, milliseconds', { default: 1_500 })
  @IsInt()
  @Min(10)
  @Max(60_000)
  pspTryTimeoutMs!: number;

  @Setting('Longest time of a call to the payment provider with its retries, milliseconds', { default: 10_000 })
  @IsInt()
  @Min(10)
  @Max(120_000)
  pspDeadlineMs!: number;

  override get trust(): Trust {
    const { serviceCallSecret } = this;
    return { ...super.trust, ...(serviceCallSecret !== undefined && { serviceCallSecret }) };
  }
}
