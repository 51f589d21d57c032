import { startService } from '@entrepot/platform';
import { InventoryConfig } from './inventory.config';
import { InventoryModule } from './inventory.module';

void startService(InventoryModule, InventoryConfig);
