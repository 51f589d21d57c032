import { ServiceConfig, Setting } from '@entrepot/platform';
import { IsInt, Max, Min } from 'class-validator';

export class ReturnsConfig extends ServiceConfig {
  @Setting('For how many days after delivery a return is approved without asking', { default: 30 })
  @IsInt()
  @Min(0)
  @Max(3650)
  returnWindowDays!: number;
}
