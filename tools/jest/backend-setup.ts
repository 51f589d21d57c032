export default async function backendSetup(): Promise<void> {
  await Promise.resolve();
}
