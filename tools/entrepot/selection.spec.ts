import type { Desk } from './acting';
import { EXIT, type Failed } from './exit';
import { actOnSelection, type Selecting, type SelectionOptions } from './selection';

const refusalOf = (selecting: Selecting, options: SelectionOptions, ids: readonly string[] = []) =>
  actOnSelection({ options } as Desk<SelectionOptions>, selecting, ids).then(
    () => undefined,
    (error: Failed) => error,
  );

const letters: Selecting = { list: 'dead-letters', action: 'redrive', what: 'dead letter', hasCode: true };
const tasks: Selecting = { list: 'tasks', action: 'run', what: 'task', hasCode: false };

describe('who selects nothing', () => {
  it('is told of the filters that the command has, and of no others', async () => {
    expect(await refusalOf(letters, {})).toMatchObject({
      status: EXIT.usage,
      message: 'name ids, or --all (narrowed by --service, --handler, --code, --older-than, --limit)',
    });
    expect(await refusalOf(tasks, {})).toMatchObject({
      status: EXIT.usage,
      message: 'name ids, or --all (narrowed by --service, --handler, --older-than, --limit)',
    });
  });

  it('is not taken to mean everything where ids are named too', async () => {
    expect(await refusalOf(tasks, { all: true }, ['a'])).toMatchObject({
      status: EXIT.usage,
      message: 'name ids, or --all with filters, not both',
    });
  });
});
