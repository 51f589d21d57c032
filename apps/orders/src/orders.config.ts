import { SHORTAGE_POLICIES, type ShortagePolicy } from '@entrepot/contracts/orders';
import { SealingConfig, Setting } from '@entrepot/platform';
import { IsIn, IsInt, IsOptional, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';
import type { SagaPolicy } from './domain/saga-policy';

const A_YEAR_OF_SECONDS = 31_536_000;

export class OrdersConfig extends SealingConfig {
  @Setting('Where the catalog answers')
  @IsUrl({ require_tld: false })
  catalogUrl!: string;

  @Setting('Where payments answers, asked when books are verified; left out, orders are not compared with it', {
    optional: true,
  })
  @IsOptional()
  @IsUrl({ require_tld: false })
  paymentsUrl?: string;

  @Setting('The only merchants that messages on the intake topic may name; left out: any', { optional: true })
  @IsOptional()
  @Matches(/^[^\s,]{1,64}$/, { each: true, message: 'must be ids of merchants' })
  intakeMerchants?: string[];

  @Setting(
    'How many orders of the intake topic may be between placed and paid at once, in one process; the next ones wait',
    { default: 500 },
  )
  @IsInt()
  @Min(1)
  @Max(100_000)
  intakeMost!: number;

  @Setting('Proves the calls of our services to each other: the same in all that have it', { secret: true })
  @MinLength(32)
  serviceCallSecret!: string;

  @Setting('What becomes of an order of which too little is there, unless it says so itself', { default: 'cancel' })
  @IsIn(SHORTAGE_POLICIES)
  shortagePolicy!: ShortagePolicy;

  @Setting('How long a payment may stay unanswered before the order is cancelled, seconds', { default: 900 })
  @IsInt()
  @Min(1)
  @Max(A_YEAR_OF_SECONDS)
  paymentDeadlineSeconds!: number;

  @Setting('How long a backorder waits before stock is looked for again, seconds; longer with every time', {
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(A_YEAR_OF_SECONDS)
  backorderRetrySeconds!: number;

  @Setting('After how long a backorder is given up and cancelled, days', { default: 60 })
  @IsInt()
  @Min(1)
  @Max(3650)
  backorderLimitDays!: number;

  @Setting('How long after its delivery an order is closed, days', { default: 30 })
  @IsInt()
  @Min(0)
  @Max(3650)
  returnWindowDays!: number;

  @Setting('How long a place keeps a reservation before it asks whether it is still wanted, seconds', {
    default: 3600,
  })
  @IsInt()
  @Min(1)
  @Max(A_YEAR_OF_SECONDS)
  reservationSeconds!: number;

  @Setting('How often in a row another route is looked for when stock was sold meanwhile', { default: 5 })
  @IsInt()
  @Min(1)
  @Max(100)
  routingAttempts!: number;

  /** What the rules need to know of all this. */
  get saga(): SagaPolicy {
    const { paymentDeadlineSeconds, backorderRetrySeconds, backorderLimitDays } = this;
    const { returnWindowDays, reservationSeconds, routingAttempts } = this;
    return {
      paymentDeadlineSeconds,
      backorderRetrySeconds,
      backorderLimitDays,
      returnWindowDays,
      reservationSeconds,
      routingAttempts,
    };
  }
}
