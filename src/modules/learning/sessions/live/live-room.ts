import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as Y from 'yjs';
import { type ClientsRepository } from './clients.repository.js';
import { cursorIn, encodedPresences, type Presence } from './cursors.js';
import { type DocumentsRepository, type LogRow } from './documents.repository.js';
import { awarenessFrame, missingFrame, readFrame, stateVectorFrame, updateFrame } from './frames.js';
import type { LiveConnection } from './live-connection.js';
import {
  COMPACT_AFTER_ROWS,
  FOREIGN_SAVED_WITHIN_MS,
  LIVE_SECONDS,
  MOST_UNSAVED_BYTES,
  SAVE_AFTER_MS,
  SAVE_AGAIN_AFTER_MS,
} from './live-limits.js';
import type { LiveMetrics } from './live-metrics.js';
import { EDIT_FAULTS, type EditFault, type ServerMessage } from './live-messages.js';
import type { ProcessMessage } from './process-messages.js';
import { type RoomDocument } from './room-document.js';

/** An edit that another process told of, until it is known to be saved. */
interface ForeignEdit {
  readonly source: string;
  readonly position: number;
  readonly content: Uint8Array;
  readonly heardAt: number;
}

/** Connections whose edits are saved, once these edits of others are as well: theirs may follow them. */
interface Acknowledgement {
  readonly numbers: ReadonlyMap<LiveConnection, number>;
  readonly after: Set<ForeignEdit>;
}

export interface RoomSurroundings {
  readonly documents: DocumentsRepository;
  readonly clients: ClientsRepository;
  readonly metrics: LiveMetrics;
  readonly tell: (message: ProcessMessage) => void;
  /** @throws Error when it cannot be read */
  readonly hearText: (connection: LiveConnection, text: string) => Promise<ServerMessage>;
  readonly onFailure: (error: unknown) => void;
}

/** How often a client is asked for what could not be taken: longer than a killed connection counts as alive. */
const MOST_ASKED = LIVE_SECONDS + 10;
const SETTLE_PAUSE_MS = 10;

/**
 * A room in the memory of this process. Edits go to everybody at once, and into the database within a tenth of a second;
 * their authors hear when they are there.
 */
export class LiveRoom {
  /** Names this room among those of other processes. */
  private readonly source = randomUUID();
  private readonly connections = new Map<number, LiveConnection>();
  private readonly remotePresences = new Map<number, { presence: Presence; heardAt: number }>();
  private position = 0;
  private unsaved: Uint8Array[] = [];
  private unsavedBytes = 0;
  private unsavedEdits = 0;
  private unacknowledged = new Map<LiveConnection, number>();
  private acknowledgements: Acknowledgement[] = [];
  private foreign: ForeignEdit[] = [];
  private saving: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private rowsSinceSnapshot: number;
  private isGone = false;
  private readonly lastClocks = new Map<number, number>();
  lastUsedAt = Date.now();

  constructor(
    readonly sessionId: string,
    private readonly document: RoomDocument,
    public seq: number,
    rows: number,
    private readonly around: RoomSurroundings,
  ) {
    this.rowsSinceSnapshot = rows;
    around.tell({ kind: 'hello', source: this.source });
  }

  get people(): readonly LiveConnection[] {
    return [...this.connections.values()];
  }

  /** Whether nothing would be lost with it. */
  get isIdle(): boolean {
    return this.connections.size === 0 && !this.hasWork && !this.saving;
  }

  /** A connection that is admitted; one with the same client id gives way. */
  enter(connection: LiveConnection): void {
    this.connections.get(connection.clientId)?.end('replaced');
    this.connections.set(connection.clientId, connection);
    connection.onFrame((content, isBinary) => this.take(connection, content, isBinary));
    if (connection.room.canWrite) this.askForAll(connection);
    const { clientId, person } = connection;
    const others = this.people.filter((other) => other !== connection).map((other) => this.presenceOf(other));
    const remote = [...this.remotePresences.values()].map(({ presence }) => presence);
    connection.sendFrame(awarenessFrame(encodedPresences([...others, ...remote])));
    this.sendToAll({ type: 'joined', clientId, person }, connection);
    this.showPresence(connection);
  }

  /** @returns whether it was there, and not replaced */
  leave(connection: LiveConnection): boolean {
    this.lastUsedAt = Date.now();
    if (this.connections.get(connection.clientId) !== connection) return false;
    this.connections.delete(connection.clientId);
    return true;
  }

  sayLeft({ clientId, person }: LiveConnection): void {
    this.show([{ clientId, clock: this.nextClock(clientId), state: null }]);
    this.sendToAll({ type: 'left', clientId, person });
  }

  /** To everybody, whatever process they are connected to. */
  sendToAll(message: ServerMessage, except?: LiveConnection): void {
    const text = JSON.stringify(message);
    this.sendTextHere(text, except);
    this.around.tell({ kind: 'message', source: this.source, text });
  }

  /** After somebody’s permissions changed. */
  askForAll(connection: LiveConnection): void {
    connection.sendFrame(stateVectorFrame(this.document.stateVector));
  }

  /** Asks again those whose edits could not be taken, because what they follow was not here. */
  askThoseBehind(): void {
    for (const connection of this.people) {
      if (!connection.isBehind) continue;
      connection.timesAsked += 1;
      if (connection.timesAsked > MOST_ASKED) this.refuse(connection, 'update_ahead');
      else this.askForAll(connection);
    }
    for (const [clientId, { heardAt }] of this.remotePresences)
      if (Date.now() - heardAt > LIVE_SECONDS * 1000) this.remotePresences.delete(clientId);
  }

  hear(message: ProcessMessage): void {
    if (message.source === this.source) return;
    if (message.kind === 'update') this.hearUpdate(message);
    else if (message.kind === 'saved') this.confirm(message.source, message.position);
    else if (message.kind === 'message') this.sendTextHere(message.text);
    else if (message.kind === 'presences') this.hearPresences(JSON.parse(message.text) as Presence[]);
    else this.tellPresences(this.people.map((connection) => this.presenceOf(connection)));
  }

  /** A row of the log, which another process may have written. */
  readRow({ seq, source, position, content }: LogRow): void {
    if (seq <= this.seq) return;
    this.seq = seq;
    if (source === this.source) return;
    this.rowsSinceSnapshot += 1;
    this.share(this.document.apply(content).change);
    this.confirm(source, position);
  }

  /** Saves whatever is not saved, as often as it has to be tried. */
  async settle(): Promise<void> {
    while (this.hasWork || this.saving) {
      if (this.timer) clearTimeout(this.timer);
      this.timer = null;
      await (this.saving ?? this.save());
      // What others told of is theirs to save for a moment.
      await delay(SETTLE_PAUSE_MS);
    }
  }

  /** There is no such room any more: what is not saved has no place. */
  end(): void {
    this.isGone = true;
    this.unsaved = [];
    this.foreign = [];
    for (const connection of this.people) connection.end('not_found');
  }

  private get hasWork(): boolean {
    return (
      !this.isGone &&
      (this.unsaved.length > 0 ||
        this.foreign.length > 0 ||
        this.unacknowledged.size > 0 ||
        this.acknowledgements.length > 0)
    );
  }

  private async take(connection: LiveConnection, content: Uint8Array, isBinary: boolean): Promise<void> {
    if (!isBinary) {
      const answer = await this.around.hearText(connection, Buffer.from(content).toString());
      if (answer.type === 'chat') this.sendToAll(answer);
      else connection.send(answer);
      return;
    }
    const frame = readFrame(content);
    if (frame.kind === 'state vector') this.answerWithAll(connection, frame.content);
    else if (frame.kind === 'awareness') this.takeCursor(connection, frame.content);
    else if (frame.kind === 'unknown') connection.end('malformed_message');
    else await this.takeEdit(connection, frame.content, frame.isWhole);
  }

  private answerWithAll(connection: LiveConnection, stateVector: Uint8Array): void {
    connection.work(() => connection.sendFrame(missingFrame(this.document.missingSince(stateVector))));
  }

  private takeCursor(connection: LiveConnection, content: Uint8Array): void {
    const told = cursorIn(content, connection.clientId);
    if (told === undefined) return;
    connection.cursor = told?.cursor ?? null;
    this.showPresence(connection);
  }

  private async takeEdit(connection: LiveConnection, update: Uint8Array, isWhole: boolean): Promise<void> {
    const begun = performance.now();
    connection.received += 1;
    const { received: number, clientId } = connection;
    if (!connection.room.canWrite && !isEmpty(update)) connection.refusedBy ??= 'read_only';
    if (connection.refusedBy) {
      this.refuse(connection, connection.refusedBy);
      return;
    }
    if (this.unsavedBytes > MOST_UNSAVED_BYTES) {
      this.refuse(connection, 'cannot_be_saved');
      return;
    }
    let applied = connection.work(() => this.document.takeIn(update, (id) => id === clientId));
    if ('refusal' in applied && applied.refusal === 'foreign_client') {
      const others = this.document.newClientsIn(update).filter((id) => id !== clientId);
      // What somebody wrote who is gone comes from whoever has it.
      if (!(await this.around.clients.areElsewhere(connection, others)))
        applied = connection.work(() => this.document.takeIn(update, (id) => id === clientId || others.includes(id)));
    }
    if ('refusal' in applied) {
      const { refusal } = applied;
      if (refusal === 'update_ahead' || refusal === 'foreign_client') connection.isBehind = true;
      else this.refuse(connection, refusal);
      return;
    }
    if (isWhole) connection.isBehind = false;
    if (applied.change) this.spread(connection, applied.change, begun);
    if (!connection.isBehind) {
      connection.timesAsked = 0;
      this.unacknowledged.set(connection, number);
    }
    this.saveSoon();
  }

  /** To everybody at once, and onto what is to be saved. */
  private spread(author: LiveConnection, change: Uint8Array, begun: number): void {
    this.position += 1;
    this.unsaved.push(change);
    this.unsavedBytes += change.length;
    this.unsavedEdits += 1;
    this.share(change, author);
    const { position, source } = this;
    this.around.tell({ kind: 'update', source, position, sentAt: Date.now(), content: change });
    this.around.metrics.synced('here', performance.now() - begun);
  }

  private share(change: Uint8Array | null, author?: LiveConnection): void {
    if (!change) return;
    const frame = updateFrame(change);
    for (const connection of this.connections.values()) if (connection !== author) connection.sendFrame(frame);
  }

  private refuse(connection: LiveConnection, code: EditFault): void {
    if (code !== 'cannot_be_saved') connection.refusedBy = code;
    connection.isBehind = false;
    connection.send({ type: 'refused', number: connection.received, code, message: EDIT_FAULTS[code] });
    if (code === 'malformed_update') connection.end('edit_refused');
    if (code === 'cannot_be_saved') connection.end('service_unavailable');
  }

  private hearUpdate({ source, position, sentAt, content }: ProcessMessage & { kind: 'update' }): void {
    this.foreign.push({ source, position, content, heardAt: Date.now() });
    this.share(this.document.apply(content).change);
    this.around.metrics.synced('elsewhere', Math.max(0, Date.now() - sentAt));
    this.saveSoon();
  }

  /** The edits of another process up to this one are in the log. */
  private confirm(source: string, position: number): void {
    const isSaved = (edit: ForeignEdit) => edit.source === source && edit.position <= position;
    this.forget(this.foreign.filter(isSaved));
  }

  private forget(saved: readonly ForeignEdit[]): void {
    if (saved.length === 0) return;
    this.foreign = this.foreign.filter((edit) => !saved.includes(edit));
    for (const { after } of this.acknowledgements) for (const edit of saved) after.delete(edit);
    this.acknowledge();
  }

  private acknowledge(): void {
    const ready = this.acknowledgements.filter(({ after }) => after.size === 0);
    this.acknowledgements = this.acknowledgements.filter(({ after }) => after.size > 0);
    for (const { numbers } of ready)
      for (const [connection, number] of numbers) connection.send({ type: 'saved', number });
  }

  private saveSoon(pause = SAVE_AFTER_MS): void {
    if (this.timer || this.saving || !this.hasWork) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.save();
    }, pause);
  }

  /** One at a time. What fails is kept, and tried again with what came meanwhile. */
  private save(): Promise<void> {
    this.saving ??= this.saveOnce()
      .then(() => SAVE_AFTER_MS)
      .catch((error: unknown) => {
        this.around.onFailure(error);
        return SAVE_AGAIN_AFTER_MS;
      })
      .then(async (pause) => {
        if (pause === SAVE_AGAIN_AFTER_MS) await delay(pause);
        this.saving = null;
        this.saveSoon();
      });
    return this.saving;
  }

  private async saveOnce(): Promise<void> {
    const [edits, position, numbers] = [this.unsavedEdits, this.position, this.unacknowledged];
    const isOverdue = ({ heardAt }: ForeignEdit) => Date.now() - heardAt >= FOREIGN_SAVED_WITHIN_MS;
    const overdue = this.foreign.filter(isOverdue);
    const heard = this.foreign.filter((edit) => !isOverdue(edit));
    const own = merged(this.unsaved);
    const content = merged([...(own ? [own] : []), ...overdue.map((edit) => edit.content)]);
    [this.unsaved, this.unsavedEdits, this.unacknowledged] = [[], 0, new Map<LiveConnection, number>()];
    try {
      if (content) await this.append(content, edits, position);
    } catch (error) {
      if (own) this.unsaved.unshift(own);
      this.unsavedEdits += edits;
      this.unacknowledged = new Map([...numbers, ...this.unacknowledged]);
      throw error;
    }
    this.unsavedBytes = this.unsaved.reduce((sum, { length }) => sum + length, 0);
    // Some may have been saved meanwhile by whoever told of them.
    const after = new Set(heard.filter((edit) => this.foreign.includes(edit)));
    if (numbers.size > 0) this.acknowledgements.push({ numbers, after });
    this.forget(overdue);
    this.acknowledge();
    if (own) this.around.tell({ kind: 'saved', source: this.source, position });
  }

  private async append(content: Uint8Array, edits: number, position: number): Promise<void> {
    const { sessionId, source } = this;
    const seq = await this.around.documents.append({ sessionId, content, source, position, edits });
    if (seq === null) {
      this.end();
      return;
    }
    // Rows of others in between are read with the next look.
    if (seq === this.seq + 1) this.seq = seq;
    this.rowsSinceSnapshot += 1;
    if (this.rowsSinceSnapshot < COMPACT_AFTER_ROWS) return;
    this.rowsSinceSnapshot = 0;
    await this.around.documents.compact(sessionId).catch(this.around.onFailure);
  }

  private sendTextHere(text: string, except?: LiveConnection): void {
    for (const connection of this.connections.values()) if (connection !== except) connection.sendText(text);
  }

  private showPresence(connection: LiveConnection): void {
    this.show([this.presenceOf(connection)], connection);
  }

  private show(presences: readonly Presence[], except?: LiveConnection): void {
    this.showHere(presences, except);
    this.tellPresences(presences);
  }

  private showHere(presences: readonly Presence[], except?: LiveConnection): void {
    const frame = awarenessFrame(encodedPresences(presences));
    for (const connection of this.connections.values()) if (connection !== except) connection.sendFrame(frame);
  }

  private tellPresences(presences: readonly Presence[]): void {
    if (presences.length > 0)
      this.around.tell({ kind: 'presences', source: this.source, text: JSON.stringify(presences) });
  }

  private hearPresences(presences: readonly Presence[]): void {
    for (const presence of presences)
      if (presence.state === null) this.remotePresences.delete(presence.clientId);
      else this.remotePresences.set(presence.clientId, { presence, heardAt: Date.now() });
    this.showHere(presences);
  }

  private presenceOf({ clientId, person: user, cursor }: LiveConnection): Presence {
    return { clientId, clock: this.nextClock(clientId), state: { user, cursor } };
  }

  /** Clients take a state when its clock is higher, also after its person has come back through another process. */
  private nextClock(clientId: number): number {
    const clock = Math.max(Date.now(), (this.lastClocks.get(clientId) ?? 0) + 1);
    this.lastClocks.set(clientId, clock);
    return clock;
  }
}

function merged(updates: readonly Uint8Array[]): Uint8Array | null {
  const [first, ...others] = updates;
  if (!first) return null;
  return others.length === 0 ? first : Y.mergeUpdates([first, ...others]);
}

/** What a client without edits answers: no parts, no deletions. */
function isEmpty(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0;
}
