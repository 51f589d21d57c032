import {
  decided,
  defineStream,
  DomainError,
  ignored,
  type AnyEvent,
  type Decision,
  type Given,
  type StreamType,
} from '@entrepot/kernel';
import {
  recordId,
  streamId,
  type Cause,
  type Command,
  type CommitOptions,
  type CommitRecord,
  type Store,
} from '../src';
import { openCommits } from '../src/commit/open';

export interface NoteAdded extends AnyEvent {
  readonly type: 'NoteAdded';
  readonly note: string;
}

export interface BookClosed extends AnyEvent {
  readonly type: 'BookClosed';
}

/** A short stream: notes in order, until it is closed. */
export interface Book {
  readonly notes: readonly string[];
  readonly isClosed: boolean;
}

export const BookStream = defineStream<Book, NoteAdded | BookClosed>({
  kind: 'book',
  initial: { notes: [], isClosed: false },
  evolve: (book, event) => {
    if (event.type === 'BookClosed') return { ...book, isClosed: true };
    if (event.note === 'cannot be folded') throw new Error('this note cannot be folded');
    return { ...book, notes: [...book.notes, event.note] };
  },
});

/** A record of a book, decided now, without events. */
export const aRecord = (key: string, version: number): CommitRecord => ({
  _id: recordId(streamId('m', 'book', key), version),
  merchantId: 'm',
  kind: 'book',
  key,
  version,
  at: new Date().toISOString(),
  cause: { source: 'test' },
  events: [],
});

export const note = (text: string): NoteAdded => ({ type: 'NoteAdded', note: text });

/** Adds a note; refuses on a closed book. */
export const addNote =
  (text: string) =>
  (book: Book): Decision => {
    if (book.isClosed) throw new DomainError('book.closed');
    return decided(note(text));
  };

/** Closes the book; ignored if it is closed. */
export const closeBook = (book: Book): Decision =>
  book.isClosed ? ignored('it is closed already') : decided({ type: 'BookClosed' });

/** Adds a note once; ignored if it is there. */
export const addOnce =
  (text: string) =>
  (book: Book): Decision =>
    book.notes.includes(text) ? ignored('the note is there already') : decided(note(text));

/** A long stream: what is on a shelf. */
export interface Shelf {
  readonly pieces: number;
  readonly moves: number;
}

interface PiecesMoved extends AnyEvent {
  readonly type: 'PiecesMoved';
  readonly by: number;
}

export const ShelfStream = defineStream<Shelf, PiecesMoved>({
  kind: 'shelf',
  initial: { pieces: 0, moves: 0 },
  evolve: (shelf, event) => ({ pieces: shelf.pieces + event.by, moves: shelf.moves + 1 }),
  long: true,
});

/** The short stream beside shelves: one movement over any number of them. */
export interface Movement {
  readonly moved: Readonly<Record<string, number>> | undefined;
}

interface MovementMade extends AnyEvent {
  readonly type: 'MovementMade';
  readonly moved: Readonly<Record<string, number>>;
}

export const MovementStream = defineStream<Movement, MovementMade>({
  kind: 'movement',
  initial: { moved: undefined },
  evolve: (_, event) => ({ moved: event.moved }),
});

/** Puts pieces on shelves or takes them off, all or nothing; refuses if one shelf has too few. */
export const move =
  (moves: Readonly<Record<string, number>>) =>
  (movement: Movement, given: Given): Decision => {
    if (movement.moved !== undefined) return ignored('this movement is made already');
    let made = decided({ type: 'MovementMade', moved: moves } as MovementMade);
    for (const [shelf, by] of Object.entries(moves)) {
      const { pieces } = given.read(ShelfStream, shelf);
      if (pieces + by < 0) throw new DomainError('shelf.short', { shelf, pieces, by });
      made = made.on(ShelfStream, shelf, { type: 'PiecesMoved', by } as PiecesMoved);
    }
    return made;
  };

export const movement = (
  key: string,
  moves: Readonly<Record<string, number>>,
  cause: Cause = { source: 'http:POST /movements', key },
): Command<Movement> => ({
  on: MovementStream,
  merchantId: MERCHANT,
  key,
  cause,
  also: () => Object.keys(moves).map((shelf) => ({ stream: ShelfStream as StreamType<unknown>, key: shelf })),
  decide: move(moves),
});

export const MERCHANT = 'm-1';

let causes = 0;

/** A cause that never was before. */
export const newCause = (): Cause => ({ source: 'http:POST /notes', key: `key-${(causes += 1)}` });

/** The event at a position of some other stream. */
export const fromEvent = (key: string, version: number, index = 0): Cause => ({
  source: streamId(MERCHANT, 'other', key),
  position: [version, index],
});

export const onBook = (
  key: string,
  decide: Command<Book>['decide'],
  more: Partial<Command<Book>> = {},
): Command<Book> => ({ on: BookStream, merchantId: MERCHANT, key, cause: newCause(), decide, ...more });

/** One process on a store. */
export class Pod {
  readonly commands;
  readonly streams;

  constructor(store: Store, options: CommitOptions = {}) {
    const { commands, streams } = openCommits(store, options);
    this.commands = commands;
    this.streams = streams;
  }

  /** Hands an input for a book in. */
  book(key: string, decide: Command<Book>['decide'], more: Partial<Command<Book>> = {}) {
    return this.commands.handle(onBook(key, decide, more));
  }

  async notes(key: string): Promise<readonly string[]> {
    return (await this.streams.read(BookStream, MERCHANT, key)).state.notes;
  }

  async pieces(shelf: string): Promise<number> {
    return (await this.streams.read(ShelfStream, MERCHANT, shelf)).state.pieces;
  }

  move(key: string, moves: Readonly<Record<string, number>>, cause?: Cause) {
    return this.commands.handle(movement(key, moves, cause));
  }
}

/** Code of the refusal that the promise rejects with. */
export async function refusalOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  throw new Error('it was not refused');
}

export interface OpenStore {
  readonly store: Store;
  close(): Promise<void>;
}
