import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where downloaded servers are kept: ENTREPOT_CACHE, or the user's cache folder. */
export function cacheFolder(...parts: string[]): string {
  const userCache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(process.env['ENTREPOT_CACHE'] ?? join(userCache, 'entrepot'), ...parts);
}
