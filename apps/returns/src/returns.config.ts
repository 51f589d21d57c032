import { SealingConfig, Setting } from '@entrepot/platform';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { LOST_PARCEL_POLICIES, type LossPolicy } from './domain/lose-return';

export class ReturnsConfig extends SealingConfig {
  @Setting('For how many days after delivery a return is approved without asking', { default: 30 })
  @IsInt()
  @Min(0)
  @Max(3650)
  returnWindowDays!: number;

  @Setting('When a carrier loses a return: ask (a person decides) or refund (the customer gets the money at once)', {
    default: 'ask',
  })
  @IsIn(LOST_PARCEL_POLICIES)
  lostReturns!: LossPolicy['lostReturns'];
}
