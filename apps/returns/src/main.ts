import { startService } from '@entrepot/platform';
import { ReturnsConfig } from './returns.config';
import { ReturnsModule } from './returns.module';

void startService(ReturnsModule, ReturnsConfig);
