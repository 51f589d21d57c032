import { stopBackend } from './backend-setup';
import { stopSharedSystem } from './shared-system';

export default async function systemTeardown(): Promise<void> {
  await stopSharedSystem();
  await stopBackend();
}
