import { IsInt, Max, Min, MinLength } from 'class-validator';
import { ServiceConfig, Setting, type Trust } from '@entrepot/platform';

export class CatalogConfig extends ServiceConfig {
  @Setting('Longest time that an import waits for its readers before it answers, milliseconds', { default: 15_000 })
  @IsInt()
  @Min(0)
  @Max(120_000)
  importReadersWaitMs!: number;

  @Setting('Proves the calls of our services to each other: the same in all that have it', { secret: true })
  @MinLength(32)
  serviceCallSecret!: string;

  override get trust(): Trust {
    return { ...super.trust, serviceCallSecret: this.serviceCallSecret };
  }
}
