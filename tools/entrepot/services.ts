import { Option } from 'commander';
import { SERVICE_NAMES, type ServiceName } from '../../libs/testing/src/system/services';
import { EXIT, Failed } from './exit';

export type OwnService = Exclude<ServiceName, 'sandbox' | 'gateway'>;

/** The services that keep streams: they have operations doors, topics and a database. */
export const OWN_SERVICES = SERVICE_NAMES.filter((name) => name !== 'sandbox' && name !== 'gateway') as OwnService[];

/** Those that keep books which can be verified. */
export const BOOKKEEPERS = ['inventory', 'payments', 'orders'] as const satisfies readonly OwnService[];

/** Those that have master keys. */
export const SEALERS = [
  'access',
  'inventory',
  'logistics',
  'orders',
  'payments',
  'returns',
] as const satisfies readonly OwnService[];

export function isOwnService(name: string): name is OwnService {
  return (OWN_SERVICES as readonly string[]).includes(name);
}

export function serviceOption(): Option {
  return new Option('--service <name>', 'only this service').choices([...OWN_SERVICES]);
}

/** Path of an operations door of a service, at the gateway. */
export function operations(service: string, ...parts: readonly string[]): string {
  return ['/v1/operations', service, ...parts.map(encodeURIComponent)].join('/');
}

/** Of what is about all merchants: for the operator's key. */
export function platform(service: string, ...parts: readonly string[]): string {
  return operations(service, 'platform', ...parts);
}

/** Paths of the own merchant, or of all. */
export function pathOf({ everyMerchant }: { readonly everyMerchant?: boolean }): typeof operations {
  return everyMerchant === true ? platform : operations;
}

export function everyMerchantOption(): Option {
  return new Option('--every-merchant', 'those of all merchants, and that name none: wants the operator’s key');
}

/** The one service that has it; asks all unless one is named. */
export async function serviceWith(
  what: string,
  service: OwnService | undefined,
  has: (service: OwnService) => Promise<boolean>,
): Promise<OwnService> {
  const asked = service === undefined ? OWN_SERVICES : [service];
  const found = await Promise.all(asked.map(async (name) => ((await has(name)) ? name : undefined)));
  const names = found.filter((name) => name !== undefined);
  if (names.length === 0) throw new Failed(`there is no ${what} in ${asked.join(', ')}`, EXIT.refused);
  if (names.length > 1) throw new Failed(`${what} is in ${names.join(' and ')}: say which with --service`, EXIT.usage);
  return names[0]!;
}
