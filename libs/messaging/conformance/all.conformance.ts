import { effectsConformance } from './effects.conformance';
import { reactionsConformance } from './reactions.conformance';
import { relayConformance } from './relay.conformance';
import type { Rig } from './rig';
import { takersConformance } from './takers.conformance';
import { timersConformance } from './timers.conformance';
import { viewsConformance } from './views.conformance';

/** Everything that messaging promises, on one kind of rig. */
export function messagingConformance(name: string, openRig: () => Rig): void {
  reactionsConformance(name, openRig);
  effectsConformance(name, openRig);
  timersConformance(name, openRig);
  viewsConformance(name, openRig);
  takersConformance(name, openRig);
  relayConformance(name, openRig);
}
