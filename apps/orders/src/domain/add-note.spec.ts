import { AnOrder } from '../../test/an-order';
import { given, noOrder } from '../../test/builders';
import { addNote } from './add-note';

const note = (orderId: string) => ({ orderId, text: 'call first', visibility: 'customer' as const });

describe('a note', () => {
  it('is kept with its writer, at any time of the life of an order', () => {
    for (const order of [AnOrder.placed(), AnOrder.placed().confirmed().pickedUp(), AnOrder.placed().cancelled()]) {
      const noted = order.after(() => addNote, { ...note(order.id), by: 'desk' });
      expect(noted.types).toEqual(['OrderNoteAdded']);
      expect(noted.order.notes).toMatchObject([{ text: 'call first', visibility: 'customer', by: 'desk' }]);
      expect(noted.order.status).toBe(order.order.status);
    }
  });

  it('is refused where there is no order, and beyond 500', () => {
    expect(() => addNote(noOrder, note('ord_1'), given(), undefined)).toThrow('order.not-found');
    const { order } = AnOrder.placed();
    const full = { ...order, notes: Array.from({ length: 500 }, () => ({ ...note('x'), noteId: 'n', at: 'now' })) };
    expect(() => addNote(full, note('ord_1'), given(), undefined)).toThrow('order.too-many-notes');
  });
});
