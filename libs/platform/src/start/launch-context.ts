import { Opened } from './opened';

/** What a launch gives to the parts that it starts. */
export class LaunchContext {
  readonly opened = new Opened();

  /** `fatal`: something ended for good that the service cannot do without; the process should end. */
  constructor(readonly fatal: (error: Error) => void) {}
}
