import { isFilePath } from '../files/file-path.js';

/** Why an update is not taken. */
export type UpdateFault =
  /** It is no update in the first encoding of Yjs, or it claims more than it has. */
  | 'malformed'
  /** It is one, with something that rooms do not have: other types, formats, names, line ends. */
  | 'unsupported'
  /** It has more parts than one update may. */
  | 'too_large';

export class RefusedUpdate extends Error {
  constructor(
    readonly fault: UpdateFault,
    what: string,
  ) {
    super(what);
  }
}

/** A half-open interval of clocks of one client. */
export interface ClockRange {
  readonly from: number;
  readonly to: number;
}

/** Where a part begins, or something within it is. */
export interface PartId {
  readonly client: number;
  readonly clock: number;
}

export interface Part extends PartId {
  readonly length: number;
  /** `garbage`: something of which not even the place is known any more. */
  readonly kind: 'text' | 'file' | 'deleted' | 'garbage';
  /**
   * Between which others it is put, that were there before: whoever wrote it saw them side by side. There is none at the
   * start or at the end of a text.
   */
  readonly after: PartId | null;
  readonly before: PartId | null;
  /** Where neither is known: the name of the text, or of the map and the id of a file. */
  readonly root: string | null;
  readonly key: string | null;
  /** The text, or the path of the file. */
  readonly content: string;
}

/** What an update says, as far as it has to be known before the library may see it. */
export interface UpdateOutline {
  /** What it brings, by client id; one interval of each. */
  readonly inserts: ReadonlyMap<number, ClockRange>;
  /** In the order of the update, which for each client is that of their clocks. */
  readonly parts: readonly Part[];
  /** By client id, in order, without overlaps. */
  readonly deletes: ReadonlyMap<number, readonly ClockRange[]>;
  /** Names of the shared types at the root of the document that it places parts in. */
  readonly roots: ReadonlySet<string>;
}

/** The map of files at the root: their ids, and what is said of each. */
export const FILES = 'files';
/** Texts at the root are named by the id of their file. */
export const TEXT_NAME = /^text:(?:main|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
const FILE_ID = /^(?:main|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** Each is compared with the others in its gap; some of them may be known. */
export const MOST_PARTS = 1_000;
/** Of what was deleted ever: clients bring it together with what they deleted last. */
const MOST_DELETES = 120_000;
/** Clocks count UTF-16 units that somebody has written; the library computes with 32 bits in places. */
const HIGHEST_CLOCK = 2 ** 31 - 1;
const HIGHEST_CLIENT = 2 ** 32 - 1;

const HAS_ORIGIN = 0b1000_0000;
const HAS_RIGHT_ORIGIN = 0b0100_0000;
const HAS_KEY = 0b0010_0000;
const KIND = 0b0001_1111;

/** Kinds of parts in the first encoding (Yjs, `contentRefs`). */
const GARBAGE = 0;
const DELETED = 1;
const STRING = 4;
const ANY = 8;
const SKIP = 10;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads an update in the first encoding of Yjs without building anything of it, so that nothing that it claims takes
 * memory or time before it is proved: ten bytes can claim 33 million parts, for which the library makes room at once.
 * @throws RefusedUpdate
 */
export function outlineOf(update: Uint8Array): UpdateOutline {
  return new UpdateReader(update).read();
}

/** What a client without edits answers: no parts, no deletions. */
export function isEmptyUpdate(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0;
}

class UpdateReader {
  private at = 0;
  private readonly inserts = new Map<number, ClockRange>();
  private readonly parts: Part[] = [];
  private readonly deletes = new Map<number, readonly ClockRange[]>();
  private readonly roots = new Set<string>();

  constructor(private readonly bytes: Uint8Array) {}

  read(): UpdateOutline {
    const clients = this.count(4);
    for (let index = 0; index < clients; index += 1) this.readClient();
    this.readDeletes();
    if (this.at !== this.bytes.length) throw new RefusedUpdate('malformed', 'Something follows the update.');
    const { inserts, parts, deletes, roots } = this;
    return { inserts, parts, deletes, roots };
  }

  /** Parts of one client, whose clocks follow each other. */
  private readClient(): void {
    const parts = this.count(2);
    const client = this.client();
    const from = this.clock();
    if (this.inserts.has(client)) throw new RefusedUpdate('malformed', 'A client comes twice.');
    if (parts === 0) throw new RefusedUpdate('malformed', 'A client brings nothing.');
    if (this.parts.length + parts > MOST_PARTS) throw new RefusedUpdate('too_large', 'The update has too many parts.');
    let clock = from;
    for (let index = 0; index < parts; index += 1) {
      const part = this.readPart(client, clock);
      if (part.length < 1) throw new RefusedUpdate('malformed', 'A part is empty.');
      this.parts.push(part);
      clock = within(clock + part.length, HIGHEST_CLOCK);
    }
    this.inserts.set(client, { from, to: clock });
  }

  private readPart(client: number, clock: number): Part {
    const info = this.byte();
    const kind = info & KIND;
    const nowhere = { client, clock, after: null, before: null, root: null, key: null };
    if (kind === GARBAGE) return { ...nowhere, kind: 'garbage', length: this.number(), content: '' };
    if (kind === SKIP) throw new RefusedUpdate('unsupported', 'The update leaves something out.');
    const after = info & HAS_ORIGIN ? this.readNeighbour(client, clock) : null;
    const before = info & HAS_RIGHT_ORIGIN ? this.readNeighbour(client, clock) : null;
    const isPlaced = (info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) !== 0;
    const root = isPlaced ? null : this.readRoot();
    // Without a parent the flag is repeated from the neighbour, and no key follows.
    const isKeyed = (info & HAS_KEY) !== 0;
    if (root !== null && isKeyed !== (root === FILES))
      throw new RefusedUpdate('unsupported', 'Files have keys, and texts have none.');
    const key = root !== null && isKeyed ? this.string() : null;
    if (key !== null && !FILE_ID.test(key))
      throw new RefusedUpdate('unsupported', 'A file is named by `main` or by a UUID.');
    return { client, clock, after, before, root, key, ...this.readContent(kind) };
  }

  private readContent(kind: number): Pick<Part, 'kind' | 'length' | 'content'> {
    if (kind === DELETED) return { kind: 'deleted', length: this.number(), content: '' };
    if (kind === STRING) {
      const content = this.readText();
      return { kind: 'text', length: content.length, content };
    }
    if (kind === ANY) return { kind: 'file', length: 1, content: this.readFile() };
    throw new RefusedUpdate('unsupported', 'Rooms have text only.');
  }

  private readText(): string {
    const text = this.string();
    if (text.includes('\r')) throw new RefusedUpdate('unsupported', 'Lines end with a line feed alone.');
    return text;
  }

  /** What is said of a file: `{path}`. */
  private readFile(): string {
    const isPath =
      this.number() === 1 &&
      this.byte() === 118 &&
      this.number() === 1 &&
      this.string() === 'path' &&
      this.byte() === 119;
    if (!isPath) throw new RefusedUpdate('unsupported', 'A file has a path and nothing else.');
    const path = this.string();
    if (!isFilePath(path)) throw new RefusedUpdate('unsupported', 'This is no path of a file.');
    return path;
  }

  /** A part may stand beside an earlier one of its own client only: the library does not look for the others. */
  private readNeighbour(client: number, clock: number): PartId {
    const [neighbour, at] = [this.client(), this.clock()];
    if (neighbour === client && at >= clock) throw new RefusedUpdate('malformed', 'A part stands beside a later one.');
    return { client: neighbour, clock: at };
  }

  private readRoot(): string {
    if (this.number() !== 1) throw new RefusedUpdate('unsupported', 'Rooms have no types within types.');
    const name = this.string();
    if (name !== FILES && !TEXT_NAME.test(name))
      throw new RefusedUpdate('unsupported', 'Rooms have `files` and `text:{id}`, and nothing else.');
    this.roots.add(name);
    return name;
  }

  /** In order and without overlaps, as the library writes them: otherwise a short list could visit everything often. */
  private readDeletes(): void {
    const clients = this.count(2);
    let total = 0;
    for (let index = 0; index < clients; index += 1) {
      const client = this.client();
      const ranges = this.count(2);
      total += ranges;
      if (total > MOST_DELETES) throw new RefusedUpdate('too_large', 'The update deletes too many parts.');
      if (this.deletes.has(client)) throw new RefusedUpdate('malformed', 'A client comes twice among the deletions.');
      let end = 0;
      const deleted: ClockRange[] = [];
      for (let range = 0; range < ranges; range += 1) {
        const [from, length] = [this.clock(), this.number()];
        if (from < end || length < 1) throw new RefusedUpdate('malformed', 'Deletions are out of order.');
        end = within(from + length, HIGHEST_CLOCK);
        deleted.push({ from, to: end });
      }
      this.deletes.set(client, deleted);
    }
  }

  /** How many items follow, each of at least so many bytes. */
  private count(leastBytes: number): number {
    const count = this.number();
    if (count * leastBytes > this.bytes.length - this.at)
      throw new RefusedUpdate('malformed', 'The update claims more than it has.');
    return count;
  }

  private client(): number {
    return within(this.number(), HIGHEST_CLIENT);
  }

  private clock(): number {
    return within(this.number(), HIGHEST_CLOCK);
  }

  private string(): string {
    const length = this.number();
    const end = this.at + length;
    if (end > this.bytes.length) throw new RefusedUpdate('malformed', 'A text is longer than the update.');
    try {
      return utf8.decode(this.bytes.subarray(this.at, (this.at = end)));
    } catch {
      throw new RefusedUpdate('malformed', 'A text is no UTF-8.');
    }
  }

  /** Seven bits to a byte, the lowest first, at most 53 (lib0, `readVarUint`). */
  private number(): number {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (value > Number.MAX_SAFE_INTEGER) throw new RefusedUpdate('malformed', 'A number is too large.');
      if (byte < 0x80) return value;
      factor *= 128;
      if (factor > Number.MAX_SAFE_INTEGER) throw new RefusedUpdate('malformed', 'A number is too long.');
    }
  }

  private byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new RefusedUpdate('malformed', 'The update ends too early.');
    this.at += 1;
    return byte;
  }
}

function within(value: number, highest: number): number {
  if (value > highest) throw new RefusedUpdate('malformed', 'A number is out of range.');
  return value;
}
