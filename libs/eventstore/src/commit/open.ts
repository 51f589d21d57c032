import type { Store } from '../store';
import { AnswerDesk } from './answer-desk';
import { CommitLoop } from './commit-loop';
import { FoldCache } from './fold-cache';
import { eventGate, freeze, type Gate } from './gate';
import { GroupCommit } from './group-commit';
import { Newborns } from './newborns';
import { settingsOf, type CommitOptions } from './options';
import { StreamLoader } from './stream-loader';
import { StreamReader } from './stream-reader';

/** Commands and reads over a store. Both share one cache; have one of these per process and store. */
export function openCommits(
  store: Store,
  options: CommitOptions = {},
): { commands: CommitLoop; streams: StreamReader } {
  const settings = settingsOf(options);
  const cache = new FoldCache(settings.cachedStreams);
  const gate: Gate = {
    weigh: eventGate(settings.maxEventBytes, settings.validate),
    guard: settings.freezeStates ? freeze : () => undefined,
  };
  const loader = new StreamLoader(store, settings.revision, gate.guard);
  const limits = { gate, maxBytes: settings.maxGroupBytes };
  const now = (): string => settings.clock().toISOString();
  const newborns = new Newborns(settings.guessAfter);
  const group = new GroupCommit({ store, cache, loader, newborns, limits, now });
  const commands = new CommitLoop(group, new AnswerDesk(store, loader, settings), settings);
  return { commands, streams: new StreamReader(store, cache, loader) };
}
