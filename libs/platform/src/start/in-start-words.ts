import { PlanRefused } from '@entrepot/messaging';
import { StartProblems } from './start-problems';
import { LeftEarly } from './unless-leaving';
import { withSourcePlaces } from '../logs/source-places';

/** Why a start failed, as sentences for the person who started it. An error that nobody foresaw keeps its stack as cause. */
export function inStartWords(error: unknown, port: number): StartProblems | LeftEarly {
  if (error instanceof StartProblems || error instanceof LeftEarly) return error;
  if (error instanceof PlanRefused) return new StartProblems(error.problems, error);
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new StartProblems([`PORT ${port} is taken by another process`], error);
  if (code === 'EACCES') return new StartProblems([`PORT ${port} may not be used by this user`], error);
  if (code === 'EADDRNOTAVAIL') return new StartProblems(['SERVICE_HOST is no address of this machine'], error);
  return new StartProblems([withSourcePlaces(stack ?? message ?? String(error))], error);
}
