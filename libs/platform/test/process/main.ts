import { startService } from '../../src/index';
import { CountersConfig } from '../counters/counters.config';
import { CountersModule } from '../counters/counters.module';

void startService(CountersModule, CountersConfig);
