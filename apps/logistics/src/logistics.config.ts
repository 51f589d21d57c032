import { IsIn, IsInt, IsNumber, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';
import { SealingConfig, Setting } from '@entrepot/platform';

/** The carriers that this service can speak to. */
export const CARRIERS = ['sandbox'] as const;

/** What logistics is told besides what every service is told. */
export class LogisticsConfig extends SealingConfig {
  @Setting('Where the carrier answers')
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  carrierUrl!: string;

  @Setting('Where customers follow a parcel of the carrier; {trackingNumber} is filled in', {
    default: 'https://carrier.example/track/{trackingNumber}',
  })
  @Matches(/^https?:\/\/[^\s{}]+\{trackingNumber\}[^\s{}]*$/, {
    message: 'carrierTrackingUrl must be an http or https address with {trackingNumber} in it',
  })
  carrierTrackingUrl!: string;

  @Setting('Bearer key for the carrier', { secret: true })
  @MinLength(8)
  carrierApiKey!: string;

  @Setting('Secret that the webhooks of the carrier are signed with', { secret: true })
  @MinLength(8)
  carrierWebhookSecret!: string;

  @Setting('How old or early a webhook may be, seconds', { default: 300 })
  @IsInt()
  @Min(1)
  @Max(3600)
  carrierWebhookToleranceSeconds!: number;

  @Setting('The carrier that new shipments are booked with', { default: 'sandbox' })
  @IsIn(CARRIERS)
  carrier!: (typeof CARRIERS)[number];

  @Setting('A carrier that says nothing of a parcel for so long is asked, hours', { default: 24 })
  @IsNumber()
  @Min(0.0001)
  @Max(10_000)
  carrierSilenceHours!: number;

  @Setting('Longest time of one try of a call to the carrier, milliseconds', { default: 1_500 })
  @IsInt()
  @Min(10)
  @Max(60_000)
  carrierTryTimeoutMs!: number;

  @Setting('Longest time of a call to the carrier with its retries, milliseconds', { default: 10_000 })
  @IsInt()
  @Min(10)
  @Max(120_000)
  carrierDeadlineMs!: number;
}
