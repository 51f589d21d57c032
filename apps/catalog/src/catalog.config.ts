import { IsInt, Max, Min } from 'class-validator';
import { ServiceConfig, Setting } from '@entrepot/platform';

export class CatalogConfig extends ServiceConfig {
  @Setting('Longest time that an import waits for its readers before it answers, milliseconds', { default: 15_000 })
  @IsInt()
  @Min(0)
  @Max(120_000)
  importReadersWaitMs!: number;
}
