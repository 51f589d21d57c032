import { unrecorded, type ProcessTracing } from '../tracing/process-tracing';
import { Opened } from './opened';

/** What a launch gives to the parts that it starts. */
export class LaunchContext {
  readonly opened = new Opened();

  /** Set before anything is made that asks for it. */
  tracing: ProcessTracing = unrecorded;

  /** `fatal`: something ended for good that the service cannot do without; the process should end. */
  constructor(readonly fatal: (error: Error) => void) {}
}
