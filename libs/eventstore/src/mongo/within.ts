import { DomainError } from '@entrepot/kernel';

/** The promise, or `store.unavailable` after that time: a connection that went silent must not hold everything up. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DomainError('store.unavailable', { silentMs: ms })), ms);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
