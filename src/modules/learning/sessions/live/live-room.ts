import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { PasteWatch, type PasteWay } from '../pastes/paste.rules.js';
import { can } from '../sessions.policy.js';
import { cursorIn, encodedPresences, type Presence } from './cursors.js';
import { isLong, type LogRest, type LogRow } from './documents.repository.js';
import { awarenessFrame, missingFrame, readFrame, stateVectorFrame, updateFrame } from './frames.js';
import type { LiveConnection } from './live-connection.js';
import {
  FOREIGN_SAVED_WITHIN_MS,
  GONE_AFTER_SECONDS,
  LIVE_SECONDS,
  MOST_UNSAVED_BYTES,
  SAVE_AFTER_MS,
  SAVE_AGAIN_AFTER_MS,
} from './live-limits.js';
import { EDIT_FAULTS, type EditFault, type ServerMessage } from './live-messages.js';
import type { ProcessMessage } from './process-messages.js';
import { LEAST_CLIENT_ID, type MayWrite, mergedUpdates, type RoomDocument } from './room-document.js';
import { RoomPresences } from './room-presences.js';
import type { RoomSurroundings } from './room-surroundings.js';
import { type EditBatch, UnsavedEdits } from './unsaved-edits.js';
import { isEmptyUpdate } from './update-reader.js';

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

/** For how many looks a client waits with what could not be taken: longer than somebody counts as there who is not. */
const MOST_LOOKS_BEHIND = GONE_AFTER_SECONDS + LIVE_SECONDS + 10;
/** It is asked for it at each of the first looks, and then at some. */
const LOOKS_IN_A_ROW = 10;
const SETTLE_PAUSE_MS = 10;

/**
 * A room in the memory of this process. Edits go to everybody at once, and into the database within a tenth of a second;
 * their authors hear when they are there.
 */
export class LiveRoom {
  /** Names this room among those of other processes. */
  private readonly source = randomUUID();
  private readonly connections = new Map<number, LiveConnection>();
  private readonly presences = new RoomPresences();
  private position = 0;
  private readonly unsaved = new UnsavedEdits();
  private readonly pastes = new PasteWatch();
  private acknowledgements: Acknowledgement[] = [];
  private foreign: ForeignEdit[] = [];
  private saving: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isGone = false;
  lastUsedAt = Date.now();

  constructor(
    readonly sessionId: string,
    readonly document: RoomDocument,
    public seq: number,
    private rest: LogRest,
    private readonly around: RoomSurroundings,
  ) {
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
    const others = this.people.filter((other) => other !== connection).map((other) => this.presences.of(other));
    connection.sendFrame(awarenessFrame(encodedPresences([...others, ...this.presences.remote])));
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

  sayLeft(connection: LiveConnection): void {
    this.show([this.presences.ofLeft(connection)]);
    this.sendToAll({ type: 'left', clientId: connection.clientId, person: connection.person });
  }

  /** To everybody, whatever process they are connected to. */
  sendToAll(message: ServerMessage, except?: LiveConnection): void {
    const text = JSON.stringify(message);
    this.sendTextHere(text, except);
    this.around.tell({ kind: 'message', source: this.source, text });
  }

  /** To those who are connected to this process. */
  sendHere(message: ServerMessage): void {
    this.sendTextHere(JSON.stringify(message));
  }

  /** After somebody’s permissions changed. */
  askForAll(connection: LiveConnection): void {
    connection.sendFrame(stateVectorFrame(this.document.stateVectorFor(connection.clientId)));
  }

  /** Asks again those whose edits could not be taken, because what they follow was not here. */
  askThoseBehind(): void {
    for (const connection of this.people) {
      if (!connection.isBehind) continue;
      connection.timesAsked += 1;
      if (connection.timesAsked > MOST_LOOKS_BEHIND) this.refuse(connection, 'update_ahead');
      else if (connection.timesAsked <= LOOKS_IN_A_ROW || connection.timesAsked % LOOKS_IN_A_ROW === 0)
        this.askForAll(connection);
    }
    this.presences.forgetSilent();
  }

  hear(message: ProcessMessage): void {
    if (message.source === this.source) return;
    if (message.kind === 'update') this.hearUpdate(message);
    else if (message.kind === 'saved') this.confirm(message.source, message.position);
    else if (message.kind === 'message') this.sendTextHere(message.text);
    else if (message.kind === 'host-message') this.sendToHostsHere(message.text);
    else if (message.kind === 'presences') this.hearPresences(JSON.parse(message.text) as Presence[]);
    else this.tellPresences(this.people.map((connection) => this.presences.of(connection)));
  }

  /** A row of the log, which another process may have written. */
  readRow({ seq, source, position, content }: LogRow): void {
    if (seq <= this.seq) return;
    this.seq = seq;
    if (source === this.source) return;
    this.lengthen(content);
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
    this.unsaved.drop();
    this.foreign = [];
    for (const connection of this.people) connection.end('not_found');
  }

  private get hasWork(): boolean {
    return !this.isGone && (!this.unsaved.isEmpty || this.foreign.length > 0 || this.acknowledgements.length > 0);
  }

  private async take(connection: LiveConnection, content: Uint8Array, isBinary: boolean): Promise<void> {
    if (!isBinary) {
      const answer = await this.around.hearText(connection, Buffer.from(content).toString());
      if (answer?.type === 'chat') this.sendToAll(answer);
      else if (answer) connection.send(answer);
      return;
    }
    const frame = readFrame(content);
    if (frame.kind === 'state vector') this.answerWithAll(connection, frame.content);
    else if (frame.kind === 'awareness') this.takeCursor(connection, frame.content);
    else if (frame.kind === 'unknown') connection.end('malformed_message');
    else await this.takeEdit(connection, frame.content, frame.isWhole);
  }

  private answerWithAll(connection: LiveConnection, stateVector: Uint8Array): void {
    connection.work(() => connection.give(missingFrame(this.document.missingSince(stateVector))));
    const { clientId } = connection;
    const lack = connection.room.canWrite ? this.document.lackOf(clientId, stateVector) : null;
    // Somebody else has written in its name: what it wrote itself, unseen, is compared.
    if (lack !== null) connection.sendFrame(stateVectorFrame(this.document.stateVectorFor(clientId, lack)));
  }

  private takeCursor(connection: LiveConnection, content: Uint8Array): void {
    const told = cursorIn(content, connection.clientId);
    if (told === undefined) return;
    connection.cursor = told?.cursor ?? null;
    // Whoever has left meanwhile has no cursor.
    if (this.connections.get(connection.clientId) === connection) this.showPresence(connection);
  }

  private async takeEdit(connection: LiveConnection, update: Uint8Array, isWhole: boolean): Promise<void> {
    const begun = performance.now();
    connection.received += 1;
    const { received: number, clientId } = connection;
    if (!connection.room.canWrite && !isEmptyUpdate(update)) connection.refusedBy ??= 'read_only';
    if (connection.refusedBy) {
      this.refuse(connection, connection.refusedBy);
      return;
    }
    if (this.unsaved.bytes > MOST_UNSAVED_BYTES) {
      this.refuse(connection, 'cannot_be_saved');
      return;
    }
    if (!(connection.limits.mayWrite() && this.around.limits.mayWrite()) && !isEmptyUpdate(update)) {
      this.refuse(connection, 'too_much_written');
      return;
    }
    let applied = connection.work(() => this.document.takeIn(update, (id) => id === clientId));
    if ('refusal' in applied && applied.refusal === 'foreign_client') {
      const mayBring = await this.bringingOf(connection, update);
      if (!mayBring) {
        this.refuse(connection, 'foreign_client');
        return;
      }
      applied = connection.work(() => this.document.takeIn(update, mayBring));
    }
    if ('refusal' in applied) {
      const { refusal } = applied;
      if (refusal === 'update_ahead' || refusal === 'foreign_client') connection.isBehind = true;
      else this.refuse(connection, refusal);
      return;
    }
    if (isWhole) connection.isBehind = false;
    if (applied.change) this.spread(connection, applied.change, begun, isWhole ? 'after_offline' : 'at_once');
    if (!connection.isBehind) {
      connection.timesAsked = 0;
      this.unsaved.acknowledgeLater(connection, number);
    }
    this.saveSoon();
  }

  /**
   * What somebody wrote who is gone comes from whoever has it; what they deleted again could be anything, so that only they
   * bring it. What the server wrote is in the log.
   * @returns null when there is something of somebody who never was in the room
   */
  private async bringingOf(connection: LiveConnection, update: Uint8Array): Promise<MayWrite | null> {
    const { clientId, sessionId, person } = connection;
    const others = this.document.newClientsIn(update).filter((id) => id !== clientId);
    const authors = await this.around.clients.authorsOf(sessionId, others, person.id);
    if (others.some((id) => id >= LEAST_CLIENT_ID && !authors.has(id))) return null;
    return (id, isDeleted) => {
      const author = authors.get(id);
      return id === clientId || (author !== undefined && author.isGone && (author.isOwn || !isDeleted));
    };
  }

  /** To everybody at once, and onto what is to be saved. */
  private spread(author: LiveConnection, change: Uint8Array, begun: number, way: PasteWay): void {
    for (const limits of [author.limits, this.around.limits]) limits.wrote(change.length);
    this.position += 1;
    const { id: userId, guest: isGuest = false } = author.person;
    this.unsaved.add(change, { userId, isGuest, edits: 1, characters: this.document.lastWritten });
    if (author.room.hasPasteLog) this.notePastes(author, way);
    this.share(change, author);
    const { position, source } = this;
    this.around.tell({ kind: 'update', source, position, sentAt: Date.now(), content: change });
    this.around.metrics.synced('here', performance.now() - begun);
  }

  /** Of what was just taken. Whose connection has not been told that it is noted is not noted. */
  private notePastes({ person }: LiveConnection, way: PasteWay): void {
    for (const [fileId, written] of this.document.lastInserted) {
      const length = this.pastes.see(person.id, fileId, written, performance.now());
      if (length !== null) this.unsaved.note({ person, fileId, path: this.document.pathOf(fileId), length, way });
    }
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
    const { position } = this;
    const isOverdue = ({ heardAt }: ForeignEdit) => Date.now() - heardAt >= FOREIGN_SAVED_WITHIN_MS;
    const overdue = this.foreign.filter(isOverdue);
    const heard = this.foreign.filter((edit) => !isOverdue(edit));
    const batch = this.unsaved.take();
    const { change: own, numbers } = batch;
    const content = mergedUpdates([...(own ? [own] : []), ...overdue.map((edit) => edit.content)]);
    try {
      if (content) await this.append(content, batch, position);
    } catch (error) {
      this.unsaved.putBack(batch);
      throw error;
    }
    this.unsaved.measure();
    // Some may have been saved meanwhile by whoever told of them.
    const after = new Set(heard.filter((edit) => this.foreign.includes(edit)));
    if (numbers.size > 0) this.acknowledgements.push({ numbers, after });
    this.forget(overdue);
    this.acknowledge();
    if (own) this.around.tell({ kind: 'saved', source: this.source, position });
    for (const { person, fileId, path, length, way } of batch.pastes)
      this.tellHosts({ type: 'paste', person, file: { id: fileId, path }, length, way });
  }

  private async append(content: Uint8Array, { shares, pastes }: EditBatch, position: number): Promise<void> {
    const { sessionId, source } = this;
    const seq = await this.around.documents.append({ sessionId, content, source, position, shares, pastes });
    if (seq === null) {
      this.end();
      return;
    }
    // Rows of others in between are read with the next look.
    if (seq === this.seq + 1) this.seq = seq;
    this.lengthen(content);
    await this.shorten();
  }

  private lengthen({ length }: Uint8Array): void {
    this.rest = { rows: this.rest.rows + 1, bytes: this.rest.bytes + length };
  }

  /** Has a snapshot made of what would be long to read. */
  async shorten(): Promise<void> {
    if (!isLong(this.rest)) return;
    this.rest = { rows: 0, bytes: 0 };
    await this.around.documents.compact(this.sessionId).catch(this.around.onFailure);
  }

  /** To those who run the room. */
  private tellHosts(message: ServerMessage): void {
    const text = JSON.stringify(message);
    this.sendToHostsHere(text);
    this.around.tell({ kind: 'host-message', source: this.source, text });
  }

  private sendToHostsHere(text: string): void {
    for (const connection of this.people) if (can(connection.room.role, 'steer')) connection.sendNews(text);
  }

  private sendTextHere(text: string, except?: LiveConnection): void {
    for (const connection of this.connections.values()) if (connection !== except) connection.sendNews(text);
  }

  private showPresence(connection: LiveConnection): void {
    this.show([this.presences.of(connection)], connection);
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
    this.presences.hear(presences);
    this.showHere(presences);
  }
}
