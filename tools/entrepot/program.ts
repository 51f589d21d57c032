import { Command } from 'commander';
import { auditCommand } from './commands/audit';
import { deadLettersCommand } from './commands/dead-letters';
import { doctorCommand } from './commands/doctor';
import { keysCommand } from './commands/keys';
import { lagCommand } from './commands/lag';
import { parkedCommand } from './commands/parked';
import { replayCommand } from './commands/replay';
import { statusCommand } from './commands/status';
import { storyCommand } from './commands/story';
import { streamsCommand } from './commands/streams';
import { tasksCommand } from './commands/tasks';
import { topicsCommand } from './commands/topics';
import { triggerCommand } from './commands/trigger';
import { verifyCommand } from './commands/verify';
import { viewsCommand } from './commands/views';
import { giveExamples } from './examples';

const AFTER = `
Where: --url and --key, else ENTREPOT_URL and ENTREPOT_KEY (or ENTREPOT_KEY_FILE), else the system that npm start runs in this checkout.
views rebuild, keys and --every-merchant want the key of a client of the operator.
doctor, topics, lag and trigger ask Kafka and MongoDB: told by the variables of the services (KAFKA_BROKERS, MONGODB_URI, TOPIC_PREFIX, ...).
NO_COLOR=1 turns colours off.

Exit status: 0 done; 1 something was found that should not be so, or not all could be done; 2 wrong usage;
3 the system does not answer, does not know the key, or the key lacks a scope; 4 it refused, or there is no such thing.

Examples:
  npx entrepot doctor
  npx entrepot story 1001
  npx entrepot dead-letters redrive --all --code order.not-found --dry-run
  npx entrepot status --json`;

/** The whole command line, not yet run. */
export function program(): Command {
  const entrepot = new Command('entrepot')
    .description('The operator’s command line of Entrepot.')
    .option('--url <url>', 'address of the gateway')
    .option('--key <key>', 'API key; better in ENTREPOT_KEY, where nobody else on the machine sees it')
    .option('--json', 'one JSON document instead of text')
    .addHelpText('after', AFTER);
  const commands = [
    ...[
      doctorCommand(),
      verifyCommand(),
      statusCommand(),
      topicsCommand(),
      lagCommand(),
      storyCommand(),
      streamsCommand(),
      viewsCommand(),
    ],
    ...[deadLettersCommand(), parkedCommand(), tasksCommand(), auditCommand(), keysCommand()],
    ...[replayCommand(), triggerCommand()],
  ];
  for (const command of commands) entrepot.addCommand(command);
  everywhere(entrepot);
  giveExamples(entrepot);
  return entrepot;
}

/** Wrong usage ends like everything else, through `main.ts`; options that all commands have stand in the help of each. */
function everywhere(command: Command): void {
  command.exitOverride().configureHelp({ showGlobalOptions: true });
  for (const inner of command.commands) everywhere(inner);
}
