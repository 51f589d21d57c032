export { Duration, durationMs } from './duration';
export { COUNTRIES } from './countries';
export { CURRENCIES } from './currencies';
export {
  Count,
  Decimal,
  LARGEST_AMOUNT,
  Latitude,
  Longitude,
  MinorAmount,
  Quantity,
  SignedCount,
  SignedMinorAmount,
  WholeNumber,
} from './numbers';
export { FreeForm } from './free-form';
export { Doc, Example, Flag, Nested, NestedList, Optional, Personal } from './structure';
export {
  CountryCode,
  CurrencyCode,
  Email,
  FreeKey,
  isOpaqueId,
  OneOf,
  OpaqueId,
  Phone,
  Sku,
  Text,
  TextList,
  Timestamp,
  WebAddress,
  WordList,
} from './texts';
