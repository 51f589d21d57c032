import { IsInt, IsOptional, IsUrl, Matches, Max, Min } from 'class-validator';
import { DoorConfig, Setting } from '@entrepot/platform';
import { isNeighbour } from './domain/route-table';

const IsAddress = () => IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] });

/** Where the services answer, and how long they may take. */
export class GatewayConfig extends DoorConfig {
  @Setting('Where catalog answers')
  @IsAddress()
  catalogUrl!: string;

  @Setting('Where inventory answers')
  @IsAddress()
  inventoryUrl!: string;

  @Setting('Where orders answers')
  @IsAddress()
  ordersUrl!: string;

  @Setting('Where payments answers')
  @IsAddress()
  paymentsUrl!: string;

  @Setting('Where logistics answers')
  @IsAddress()
  logisticsUrl!: string;

  @Setting('Where returns answers')
  @IsAddress()
  returnsUrl!: string;

  @Setting('Where access answers')
  @IsAddress()
  accessUrl!: string;

  @Setting('Where the stand-ins answer; without it nothing is below /sandbox', { optional: true })
  @IsOptional()
  @IsAddress()
  sandboxUrl?: string;

  @Setting('Longest silence of a service before its answer and within it, milliseconds', { default: 15_000 })
  @IsInt()
  @Min(100)
  @Max(600_000)
  answerWithinMs!: number;

  @Setting('Longest silence of single services, `service:milliseconds`, comma separated', {
    default: ['catalog:60000', 'inventory:60000'],
  })
  @Matches(/^[a-z]+:[1-9]\d{2,5}$/, { each: true, message: 'must be service:milliseconds, 100 to 999999' })
  answerWithinMsOf!: string[];

  @Setting('How long a service that failed is left alone before it is tried again, milliseconds', { default: 5_000 })
  @IsInt()
  @Min(100)
  @Max(120_000)
  leaveAloneMs!: number;

  @Setting('How often the OpenAPI documents of the services are read again, milliseconds', { default: 60_000 })
  @IsInt()
  @Min(100)
  @Max(3_600_000)
  documentsEveryMs!: number;

  override contradictions(): string[] {
    const named = this.answerWithinMsOf.map((entry) => entry.slice(0, entry.indexOf(':')));
    const unknown = named.filter((name) => !isNeighbour(name));
    return [...super.contradictions(), ...unknown.map((name) => `ANSWER_WITHIN_MS_OF: ${name} is no service`)];
  }
}
