import { startService } from '@entrepot/platform';
import { PaymentsConfig } from './payments.config';
import { PaymentsModule } from './payments.module';

void startService(PaymentsModule, PaymentsConfig);
