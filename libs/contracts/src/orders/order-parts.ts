import { TENDER_METHODS, type TenderMethod } from '../shared';
import {
  CountryCode,
  Doc,
  Email,
  Flag,
  FreeKey,
  Latitude,
  Longitude,
  MinorAmount,
  Nested,
  OneOf,
  OpaqueId,
  Optional,
  Personal,
  Phone,
  Quantity,
  Sku,
  Text,
  WholeNumber,
} from '../vocabulary';

export const CHARGE_TYPES = ['freight', 'surcharge', 'discount', 'tax'] as const;
export type ChargeType = (typeof CHARGE_TYPES)[number];

export const CAPTURE_MODES = ['manual', 'immediate'] as const;
export type CaptureMode = (typeof CAPTURE_MODES)[number];

export const MONEY_HOLDERS = ['psp', 'marketplace'] as const;
export type MoneyHolder = (typeof MONEY_HOLDERS)[number];

export const SHORTAGE_POLICIES = ['cancel', 'backorder', 'ship-available'] as const;
export type ShortagePolicy = (typeof SHORTAGE_POLICIES)[number];

const A_YEAR_OF_SECONDS = 31_536_000;
const TEN_YEARS_OF_DAYS = 3650;

@Doc('What the merchant had decided about its orders when this one was placed. What is left out is as orders is set.')
export class OrderTerms {
  @Optional()
  @WholeNumber(1, A_YEAR_OF_SECONDS)
  paymentDeadlineSeconds?: number;

  @Optional()
  @WholeNumber(1, A_YEAR_OF_SECONDS)
  backorderRetrySeconds?: number;

  @Optional()
  @WholeNumber(1, TEN_YEARS_OF_DAYS)
  backorderLimitDays?: number;

  @Optional()
  @WholeNumber(0, TEN_YEARS_OF_DAYS)
  returnWindowDays?: number;
}

const LARGEST_AMOUNT = 1_000_000_000_000;
const MILLION = 1_000_000;

@Doc('Who bought. Everything here is personal data and optional.')
export class OrderCustomer {
  @Optional() @Personal() @FreeKey() customerId?: string;
  @Optional() @Personal() @Text(200) name?: string;
  @Optional() @Personal() @Email() email?: string;
  @Optional() @Personal() @Phone() phone?: string;
}

@Doc('The line of a bundle that was bought, and how many pieces of this line are in one bundle.')
export class BundleOfLine {
  @OpaqueId() @Doc('What the source calls the line of the bundle.') lineId!: string;
  @Sku() sku!: string;
  @Quantity() @Doc('Pieces in one bundle: the quantity of the line is a multiple of it.') pieces!: number;
  @MinorAmount() @Doc('Of one bundle: the prices of the pieces in it add up to it exactly.') unitPrice!: number;
  @Optional() @Text(300) title?: string;
}

@Doc(
  'A line as it was bought; the price of one piece in minor units. A bundle is taken apart into lines of its components.',
)
export class OrderedLine {
  @OpaqueId() lineId!: string;
  @Sku() sku!: string;
  @Quantity() quantity!: number;
  @MinorAmount() unitPrice!: number;
  @Optional() @Text(300) title?: string;
  @Optional()
  @Nested(() => BundleOfLine)
  @Doc('What it is a part of; left out: it was bought by itself.')
  bundle?: BundleOfLine;
}

@Doc(
  'Freight, surcharges and taxes add to the total, discounts take from it; with `lineId` it belongs to that line. A tax that is ' +
    '`included` in the prices is only told.',
)
export class OrderCharge {
  @OneOf(CHARGE_TYPES) type!: ChargeType;
  @MinorAmount() amount!: number;
  @Optional() @OpaqueId() lineId?: string;
  @Optional() @Text(200) reason?: string;
  @Optional()
  @WholeNumber(0, 10 * MILLION)
  @Doc('Of a tax: parts per million of what is taxed; 190000 is 19 %. Told, not computed with.')
  rate?: number;
  @Optional() @Flag() @Doc('Of a tax: the prices contain it, so it adds nothing to the total.') included?: boolean;
}

@Doc('One of the payments that together cover the total.')
export class DeclaredTender {
  @OpaqueId() tenderId!: string;
  @OneOf(TENDER_METHODS) method!: TenderMethod;
  @WholeNumber(1, LARGEST_AMOUNT) amount!: number;
  @Optional() @FreeKey() @Doc('What the payment provider or the marketplace calls it.') reference?: string;
  @OneOf(CAPTURE_MODES) capture!: CaptureMode;
  @OneOf(MONEY_HOLDERS) @Doc('Who holds the money; a marketplace settles it later.') heldBy!: MoneyHolder;
}

@Doc(
  'The order keeps its own price; the catalog had another one at that time. Of a bundle: `lineId` is that of its line.',
)
export class PriceDeviation {
  @OpaqueId() lineId!: string;
  @MinorAmount() ordered!: number;
  @MinorAmount() catalog!: number;
}

@Doc('Where to send it, as far as the choice of a place needs it: no name, no street.')
export class Destination {
  @CountryCode() country!: string;
  @Optional() @Text(120) region?: string;
  @Optional() @Text(20) postalCode?: string;
  @Optional() @Text(120) city?: string;
  @Optional() @Latitude() latitude?: number;
  @Optional() @Longitude() longitude?: number;
}
