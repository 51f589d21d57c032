import { Doc, Flag, Optional } from '@entrepot/contracts';

export class DryRun {
  @Optional() @Flag() @Doc('Say what would come of it, and do nothing.') dryRun?: boolean;
}
