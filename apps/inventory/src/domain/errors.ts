import { defineErrors } from '@entrepot/kernel';

/** Every refusal of inventory. */
export const inventoryErrors = defineErrors({
  'place.not-found': { kind: 'not-found', message: 'No place {placeId}' },
  'place.unknown': { kind: 'invalid', message: 'There is no place {placeId}: register it first' },
  'place.id-invalid': { kind: 'invalid', message: 'This cannot be the id of a place' },
  'place.coordinates-incomplete': { kind: 'invalid', message: 'Give both latitude and longitude, or neither' },
  'receipt.not-found': { kind: 'not-found', message: 'No receipt {receiptId}' },
  'receipt.conflict': { kind: 'conflict', message: 'Receipt {receiptId} was booked before with other content' },
  'adjustment.not-found': { kind: 'not-found', message: 'No adjustment {adjustmentId}' },
  'adjustment.conflict': {
    kind: 'conflict',
    message: 'Adjustment {adjustmentId} was booked before with other content',
  },
  'adjustment.empty': { kind: 'invalid', message: 'An adjustment by 0 changes nothing' },
  'adjustment.sign': { kind: 'invalid', message: 'An adjustment for {cause} must be {expected}, not {delta}' },
  'adjustment.note-missing': { kind: 'invalid', message: 'Say in a note what the cause other stands for' },
  'count.not-found': { kind: 'not-found', message: 'No count {countId}' },
  'count.conflict': { kind: 'conflict', message: 'Count {countId} was booked before with other content' },
  'stock.count-outdated': {
    kind: 'conflict',
    message: 'The books say {onHand} of {sku} at {placeId} now, not {expected}: count again',
  },
  'stock.insufficient': {
    kind: 'conflict',
    message: 'There are {onHand} of {sku} at {placeId}: {delta} would leave less than none',
  },
  'stock.too-many': {
    kind: 'conflict',
    message: 'There are {onHand} of {sku} at {placeId}: {delta} more are more than can be counted',
  },
  'stock.reserved': {
    kind: 'conflict',
    message: 'Of {onHand} {sku} at {placeId}, {reserved} are reserved: {delta} would leave less than that',
  },
  'stock.sku-invalid': { kind: 'invalid', message: 'This cannot be a SKU' },
  'stock.as-of-future': { kind: 'invalid', message: 'What will be there at {asOf} is not recorded yet' },
  'stock-import.not-found': { kind: 'not-found', message: 'No import {importId}' },
  'stock-import.invalid': { kind: 'invalid', message: '{faults} faults in the file; nothing was booked' },
  'reservation.not-found': { kind: 'not-found', message: 'No reservation {reservationId}' },
  'reservation.conflict': {
    kind: 'conflict',
    message: 'Reservation {reservationId} was asked for before with other content',
  },
  'restock.conflict': { kind: 'conflict', message: 'Restock {restockId} was booked before with other content' },
});
