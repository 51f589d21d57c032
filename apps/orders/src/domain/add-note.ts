import { OrderNoteAdded, type NoteVisibility } from '@entrepot/contracts/orders';
import { decided, deriveId, DomainError, type Decide } from '@entrepot/kernel';
import type { Order } from './order-state';
import { known } from './saga';

export interface Note {
  readonly orderId: string;
  readonly text: string;
  readonly visibility: NoteVisibility;
  /** The client that wrote it, where it is known. */
  readonly by?: string;
}

/** As many as an answer can carry comfortably. */
const MOST_NOTES = 500;

/** Somebody writes something down, at any time of an order's life. */
export const addNote: Decide<Order, Note> = (state, { text, visibility, by, ...named }, given) => {
  const { notes, placed } = known(state, named.orderId);
  const { orderId } = placed;
  if (notes.length >= MOST_NOTES) throw new DomainError('order.too-many-notes', { orderId, most: MOST_NOTES });
  const noteId = deriveId('note', orderId, given.inputId);
  return decided(new OrderNoteAdded({ orderId, noteId, text, visibility, ...(by !== undefined && { by }) }));
};
