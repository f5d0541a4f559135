import * as Y from 'yjs';
import { FILES, type Part, type PartId, type UpdateOutline } from './update-reader.js';

/** Where a new part of an update comes to stand. */
export interface Place {
  readonly part: Part;
  readonly root: string;
  /** Of the file, in the map of files. */
  readonly key: string | null;
  /** What the document has around it. Beside a new part, the gap goes on to what was there before that. */
  readonly after: Y.Item | null;
  readonly before: Y.Item | null;
}

export type PlacingFault =
  /** Something comes before it that neither the document nor the update has. */
  | 'ahead'
  /** Parts wait for each other, or stand beside what is not in the same place. */
  | 'impossible'
  /** Text among files, or a file in a text. */
  | 'misplaced';

/**
 * Puts the parts of an update where the library will put them, in an order in which all that a part stands beside is there
 * before it. What has no such order would wait inside the library, for ever.
 */
export class UpdatePlacing {
  readonly places: Place[] = [];
  readonly fault: PlacingFault | null;
  private readonly placed = new Map<number, Place[]>();
  private readonly ends = new Map<number, number>();
  private readonly names: ReadonlyMap<unknown, string>;

  constructor(
    private readonly doc: Y.Doc,
    private readonly outline: UpdateOutline,
  ) {
    this.names = new Map([...doc.share].map(([name, type]) => [type, name]));
    this.fault = this.placeAll();
  }

  private placeAll(): PlacingFault | null {
    const { inserts, parts } = this.outline;
    for (const [client, { from }] of inserts) if (from > this.endOf(client)) return 'ahead';
    const queues = new Map<number, Part[]>();
    for (const part of parts) {
      const queue = queues.get(part.client);
      if (queue) queue.push(part);
      else queues.set(part.client, [part]);
    }
    for (const queue of queues.values()) queue.reverse();
    for (let hasMoved = true; hasMoved;) {
      hasMoved = false;
      for (const queue of queues.values())
        for (let part = queue.at(-1); part && this.isReady(part); part = queue.at(-1)) {
          const fault = this.place(part);
          if (fault) return fault;
          this.ends.set(part.client, Math.max(this.endOf(part.client), part.clock + part.length));
          queue.pop();
          hasMoved = true;
        }
    }
    const waiting = [...queues.values()].flat();
    if (waiting.length === 0) return null;
    const comes = ({ client, clock }: PartId) => clock < Math.max(this.endOf(client), inserts.get(client)?.to ?? 0);
    return waiting.every(({ after, before }) => (!after || comes(after)) && (!before || comes(before)))
      ? 'impossible'
      : 'ahead';
  }

  private isReady({ after, before }: Part): boolean {
    return [after, before].every((id) => !id || id.clock < this.endOf(id.client));
  }

  private endOf(client: number): number {
    return this.ends.get(client) ?? Y.getState(this.doc.store, client);
  }

  private place(part: Part): PlacingFault | null {
    if (part.clock + part.length <= Y.getState(this.doc.store, part.client)) return null;
    const left = this.placeOf(part.after);
    const right = this.placeOf(part.before);
    if (part.kind === 'garbage' || left === 'garbage' || right === 'garbage') return 'misplaced';
    const beside = left ?? right;
    const [root, key] = beside ? [beside.root, beside.key] : [part.root, part.key];
    if (root === null || (left && right && (left.root !== right.root || left.key !== right.key))) return 'impossible';
    if (part.kind !== 'deleted' && (part.kind === 'file') !== (root === FILES)) return 'misplaced';
    const place = { part, root, key, after: left?.after ?? null, before: right?.before ?? null };
    this.places.push(place);
    const own = this.placed.get(part.client);
    if (own) own.push(place);
    else this.placed.set(part.client, [place]);
    return null;
  }

  /** What a neighbour says of where it is; `garbage` when nothing is known of it. */
  private placeOf(id: PartId | null): Omit<Place, 'part'> | 'garbage' | null {
    if (!id) return null;
    if (id.clock >= Y.getState(this.doc.store, id.client)) return this.newPlaceAt(id);
    const item = Y.getItem(this.doc.store, Y.createID(id.client, id.clock));
    const root = item instanceof Y.Item ? this.names.get(item.parent) : undefined;
    if (!(item instanceof Y.Item) || root === undefined) return 'garbage';
    return { root, key: item.parentSub, after: item, before: item };
  }

  private newPlaceAt({ client, clock }: PartId): Place | 'garbage' {
    const own = this.placed.get(client) ?? [];
    let [low, high] = [0, own.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((own[middle]?.part.clock ?? 0) <= clock) low = middle + 1;
      else high = middle;
    }
    return own[low - 1] ?? 'garbage';
  }
}

/** Whether an update says something else of clocks that the document has, but for what was deleted from it since. */
export function contradicts(doc: Y.Doc, part: Part): boolean {
  const end = Math.min(part.clock + part.length, Y.getState(doc.store, part.client));
  const structs = doc.store.clients.get(part.client) ?? [];
  if (part.clock >= end || part.kind === 'garbage') return false;
  for (let at = part.clock, index = Y.findIndexSS(structs, at); at < end; index += 1) {
    const struct = structs[index];
    if (!struct) return false;
    const within = at - struct.id.clock;
    const next = struct.id.clock + struct.length;
    if (struct instanceof Y.Item) {
      const before = { client: part.client, clock: at - 1 };
      const isBeside =
        isSame(at === part.clock ? part.after : before, within === 0 ? struct.origin : before) &&
        isSame(part.before, struct.rightOrigin);
      if (!isBeside || !agrees(struct.content, within, part, at - part.clock, Math.min(end, next) - at)) return true;
    }
    at = next;
  }
  return false;
}

function agrees(known: unknown, within: number, { kind, content }: Part, from: number, length: number): boolean {
  if (known instanceof Y.ContentString)
    return kind !== 'file' && (kind === 'deleted' || isSameText(known.str, within, content, from, length));
  if (known instanceof Y.ContentAny)
    return kind !== 'text' && (kind === 'deleted' || (known.arr[within] as { path?: unknown }).path === content);
  return true;
}

/** Halves of a character that somebody has written something between are replaced. */
function isSameText(known: string, at: number, told: string, from: number, length: number): boolean {
  if (known.slice(at, at + length) === told.slice(from, from + length)) return true;
  for (let index = 0; index < length; index += 1) {
    const [one, other] = [known[at + index], told[from + index]];
    if (one !== other && one !== '\ufffd' && other !== '\ufffd') return false;
  }
  return true;
}

const isSame = (one: PartId | null, other: PartId | null) =>
  one === null || other === null ? one === other : one.client === other.client && one.clock === other.clock;
