import { Nested, NestedList, Optional, Personal, Sku, Text, TextList } from '../vocabulary';
import { withoutPersonal } from './without-personal';

class Somebody {
  @Personal() @Text(100) name!: string;
  @Text(100) city!: string;
}

class Wish {
  @Sku() sku!: string;
  @TextList({ max: 3, each: 20 }) tags!: string[];
  @Nested(() => Somebody) by!: Somebody;
  @Optional() @NestedList(() => Somebody, { max: 3 }) others?: Somebody[];
}

const shown = (value: unknown) => withoutPersonal(Wish, value, '***');

describe('a value without its personal data', () => {
  it('shows what the class knows, but what it marks as personal', () => {
    const by = { name: 'Ana', city: 'Lisboa' };
    expect(shown({ sku: 'A', tags: ['x'], by, others: [by, by] })).toEqual({
      ...{ sku: 'A', tags: ['x'], by: { name: '***', city: 'Lisboa' } },
      others: [
        { name: '***', city: 'Lisboa' },
        { name: '***', city: 'Lisboa' },
      ],
    });
  });

  it('shows nothing that the class does not know, and nothing of another form', () => {
    const odd = { sku: { name: 'Ana' }, tags: [{ name: 'Ana' }, 1], by: 'Ana', others: [['Ana'], null], name: 'Ana' };
    expect(shown(odd)).toEqual({ sku: '***', tags: ['***', 1], by: '***', others: ['***', '***'], name: '***' });
    for (const value of ['Ana', null, ['Ana']]) expect(shown(value)).toBe('***');
    expect(JSON.stringify(shown(JSON.parse('{"__proto__": {"name": "Ana"}}')))).not.toContain('Ana');
  });
});
