import { IsInt, IsNumber, Max, Min } from 'class-validator';

/** In minor units of a currency: what a `MinorAmount` may be at most. */
export const LARGEST_AMOUNT = 1_000_000_000_000;
const LARGEST_QUANTITY = 1_000_000;

/** An integer from `min` to `max`. */
export function WholeNumber(min: number, max: number): PropertyDecorator {
  return (target, property) => {
    for (const decorate of [IsInt(), Min(min), Max(max)]) decorate(target, property);
  };
}

/** A finite number from `min` to `max`. Never for money. */
export function Decimal(min: number, max: number): PropertyDecorator {
  return (target, property) => {
    for (const decorate of [IsNumber(), Min(min), Max(max)]) decorate(target, property);
  };
}

/** How many pieces: 1 to 1,000,000. */
export function Quantity(): PropertyDecorator {
  return WholeNumber(1, LARGEST_QUANTITY);
}

/** How many there are: an integer from 0. */
export function Count(): PropertyDecorator {
  return WholeNumber(0, Number.MAX_SAFE_INTEGER);
}

/** A change of a count: an integer, negative for less. */
export function SignedCount(): PropertyDecorator {
  return WholeNumber(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
}

/** An amount in minor units of its currency, 0 to 1e12. */
export function MinorAmount(): PropertyDecorator {
  return WholeNumber(0, LARGEST_AMOUNT);
}

/** An amount in minor units of its currency, -1e12 to 1e12. */
export function SignedMinorAmount(): PropertyDecorator {
  return WholeNumber(-LARGEST_AMOUNT, LARGEST_AMOUNT);
}

/** Degrees north, -90 to 90 (WGS 84). */
export function Latitude(): PropertyDecorator {
  return Decimal(-90, 90);
}

/** Degrees east, -180 to 180 (WGS 84). */
export function Longitude(): PropertyDecorator {
  return Decimal(-180, 180);
}
