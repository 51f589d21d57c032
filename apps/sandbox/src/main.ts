import { startService } from '@entrepot/platform';
import { SandboxConfig } from './sandbox.config';
import { SandboxModule } from './sandbox.module';

void startService(SandboxModule, SandboxConfig);
