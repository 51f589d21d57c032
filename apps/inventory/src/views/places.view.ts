import { Projects } from '@entrepot/messaging';
import { described, PlaceStream, type Place, type PlaceDescription } from '../domain/place';

@Projects({ of: PlaceStream, view: 'places' })
export class PlacesView {
  row(place: Place): PlaceDescription | undefined {
    return place.status === 'registered' ? described(place) : undefined;
  }
}
