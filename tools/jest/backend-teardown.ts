import { stopBackend } from './backend-setup';

export default async function backendTeardown(): Promise<void> {
  await stopBackend();
}
