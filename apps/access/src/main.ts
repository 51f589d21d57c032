import { startService } from '@entrepot/platform';
import { AccessConfig } from './access.config';
import { AccessModule } from './access.module';

void startService(AccessModule, AccessConfig);
