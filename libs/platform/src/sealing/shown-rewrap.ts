import type { PlaceProgress } from '@entrepot/privacy';
import type { RewrapShown, WrappedPlaceShown } from './master-keys.answers';
import type { RewrapState } from './rewraps';

export function shownRewrap({ toldAt: _told, places, ...state }: RewrapState): RewrapShown {
  return { ...state, places: Object.entries(places).map(([name, place]) => shownPlace(name, place)) };
}

function shownPlace(name: string, { keys, unopened, rewrapped, overtaken }: PlaceProgress): WrappedPlaceShown {
  const wrapped = Object.entries(keys).map(([masterKeyId, count]) => ({
    ...{ masterKeyId, count, unopened: unopened[masterKeyId] ?? 0 },
  }));
  return { name, keys: wrapped, rewrapped, overtaken };
}
