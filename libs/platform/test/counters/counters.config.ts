import { IsUrl } from 'class-validator';
import { ServiceConfig, Setting } from '../../src/index';

export class CountersConfig extends ServiceConfig {
  @Setting('Where the doubler answers')
  @IsUrl({ require_tld: false, require_protocol: true })
  doublerUrl!: string;
}
