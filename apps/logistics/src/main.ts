import { startService } from '@entrepot/platform';
import { LogisticsConfig } from './logistics.config';
import { LogisticsModule } from './logistics.module';

void startService(LogisticsModule, LogisticsConfig);
