import { startService } from '@entrepot/platform';
import { OrdersConfig } from './orders.config';
import { OrdersModule } from './orders.module';

void startService(OrdersModule, OrdersConfig);
