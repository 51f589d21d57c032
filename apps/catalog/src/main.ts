import { startService } from '@entrepot/platform';
import { CatalogConfig } from './catalog.config';
import { CatalogModule } from './catalog.module';

void startService(CatalogModule, CatalogConfig);
