import { startService } from '@entrepot/platform';
import { GatewayConfig } from './gateway.config';
import { GatewayModule } from './gateway.module';

void startService(GatewayModule, GatewayConfig);
