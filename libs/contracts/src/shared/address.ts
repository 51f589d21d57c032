import { CountryCode, Doc, Latitude, Longitude, Optional, Personal, Phone, Text } from '../vocabulary';

@Doc('Where something is, or is to go. Name, phone and street are absent where the source did not give them.')
export class Address {
  @Optional() @Personal() @Text(120) name?: string;
  @Optional() @Personal() @Phone() phone?: string;
  @Optional() @Personal() @Text(200) line1?: string;
  @Optional() @Personal() @Text(200) line2?: string;
  @Text(120) city!: string;
  @Optional() @Text(120) @Doc('State, province or department, as its post writes it.') region?: string;
  @Optional() @Text(20) postalCode?: string;
  @CountryCode() country!: string;
  @Optional() @Latitude() latitude?: number;
  @Optional() @Longitude() longitude?: number;
}
