import { Command } from 'commander';
import { listCommand, selectionCommand, showCommand, since, type Waiting } from './waiting';

const TASKS: Waiting = {
  list: 'tasks',
  what: 'task',
  head: ['since', 'kind', 'tries', 'due', 'last error', 'id'],
  row: (task) => [
    since(task, 'since'),
    String(task['kind']),
    Number(task['attempts']),
    String(task['dueAt']),
    String(task['lastError'] ?? '-').slice(0, 60),
    task.id,
  ],
  filters: ['kind'],
  hasEveryMerchant: false,
};

/** Calls that are tried again, and timers. */
export function tasksCommand(): Command {
  const { list, what } = TASKS;
  const retry = selectionCommand('retry', { list, what, action: 'run', hasCode: false }, { reason: 'free' });
  const cancel = selectionCommand('cancel', { list, what, action: 'cancel', hasCode: false }, { reason: 'needed' });
  return new Command(list)
    .description('work that is due later: calls that failed, and timers')
    .addCommand(listCommand(TASKS))
    .addCommand(showCommand(TASKS))
    .addCommand(retry.description('has them done now'))
    .addCommand(cancel.description('tries calls no more: they become dead letters; timers are refused'));
}
