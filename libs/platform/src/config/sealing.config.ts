import { MinLength } from 'class-validator';
import { ServiceConfig } from './service.config';
import { Setting } from './setting';

/** What a service is told that seals or opens personal data, or keeps secrets of others. No other service gets master keys. */
export class SealingConfig extends ServiceConfig {
  @Setting('File with the master keys: one per line, 32 random bytes in base64; the first wraps, all unwrap')
  @MinLength(1)
  masterKeyFile!: string;
}
