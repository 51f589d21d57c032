/** Injection token of the eventstore's `Backbone`. */
export const BACKBONE = 'entrepot:backbone';

/** Injection token of messaging's `ServiceParts`. */
export const SERVICE_PARTS = 'entrepot:service-parts';

/** Injection token of the mongoose connection to the service's own database. */
export const MONGO_CONNECTION = 'entrepot:mongo';

/** Injection token of the `MasterKeys` of a service with `personalData`. */
export const MASTER_KEYS = 'entrepot:master-keys';
/** Injection token of the `KeyStore` of a service with `personalData`: the data keys of the whole system. */
export const KEY_STORE = 'entrepot:key-store';
