import { table } from './say';

describe('a table', () => {
  it('shows no control characters of others: they would move the cursor or colour the terminal of who looks', () => {
    const text = table(['why', 'id'], [['a\nb\u001b[2J', 'x\u009b31m\u007f']]);
    expect(text.split('\n')).toHaveLength(2);
    expect(text.split('\n')[1]).toBe('a\\nb\\u001b[2J  x\\u009b31m\\u007f');
  });
});
