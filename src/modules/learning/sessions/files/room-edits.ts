import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { SECOND } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, RATE_LIMITED } from '../../../../kernel/common-errors.js';
import { DocumentsRepository, isLong, type LogPaste, type LogRest } from '../live/documents.repository.js';
import { LARGEST_DOCUMENT_BYTES } from '../live/live-limits.js';
import { PeopleLimits } from '../live/person-limits.js';
import { RoomDocument } from '../live/room-document.js';
import { RoomReader } from '../live/room-reader.js';
import { PASTE_LENGTH } from '../pastes/paste.rules.js';
import { SessionAccess } from '../room/session-access.js';
import type { Session } from '../room/session.entity.js';
import { SESSION_DOCUMENT_FULL, SESSION_STATUS_CONFLICT } from '../sessions.errors.js';
import { canWrite, type Standing } from '../sessions.policy.js';

export interface HeldRoom {
  readonly actor: Actor;
  readonly room: Session;
  /** What the log has; edits that people make meanwhile come together with what is written. */
  readonly document: RoomDocument;
  /** What the log had that no snapshot had. */
  readonly rest: LogRest;
}

/**
 * Writes into rooms without a connection. What is written is a row of the log like any other: every process that has the
 * room in memory reads it after the commit, whether there is one or none. It counts for whoever writes as what they write with a
 * connection does, and the log is kept as short.
 */
@Injectable()
export class RoomEdits {
  constructor(
    private readonly documents: DocumentsRepository,
    private readonly reader: RoomReader,
    private readonly access: SessionAccess,
    private readonly people: PeopleLimits,
    private readonly transactions: Transactions,
    private readonly logger: Logger,
  ) {}

  /**
   * In a transaction, which nobody else’s writing comes between.
   * @throws CodedError not_found, forbidden, session_status_conflict, rate_limited
   */
  async hold(actor: Actor, id: string): Promise<HeldRoom> {
    await this.documents.hold(id);
    const { room, standing } = await this.access.lock(actor, id, 'see people');
    assertWrites(standing, room);
    this.assertInBounds(actor, id);
    const { updates, rest } = (await this.documents.load(id)) ?? { updates: [], rest: { rows: 0, bytes: 0 } };
    return { actor, room, document: new RoomDocument(updates), rest };
  }

  /** Before much is done for it. @throws CodedError not_found, forbidden, session_status_conflict, rate_limited */
  async assertWritable(actor: Actor, id: string): Promise<void> {
    const { room, standing } = await this.access.enter(actor, id, 'see people');
    assertWrites(standing, room);
    this.assertInBounds(actor, id);
  }

  /** For those who are in the room. @throws CodedError not_found, forbidden */
  async read(actor: Actor, id: string): Promise<Pick<HeldRoom, 'room' | 'document'>> {
    const { room } = await this.access.enter(actor, id, 'see people');
    return { room, document: await this.reader.read(id) };
  }

  /**
   * @param work calls the writing methods of the document
   * @param options.isOfRoom whether it is text that the room has had
   * @throws CodedError session_document_full
   */
  async write(
    { actor, room, document, rest }: HeldRoom,
    work: () => void,
    { isOfRoom = false }: { readonly isOfRoom?: boolean } = {},
  ): Promise<void> {
    const lengthBefore = document.textLength;
    const content = document.write(work);
    if (!content) return;
    // Less than before may be written into a room that is full.
    if (document.textLength > lengthBefore && document.size > LARGEST_DOCUMENT_BYTES)
      throw new CodedError(SESSION_DOCUMENT_FULL);
    await this.documents.append({
      ...{ sessionId: room.id, content, source: randomUUID() },
      ...{
        position: 0,
        shares: [{ userId: actor.userId, isGuest: false, edits: 1, characters: document.lastWritten }],
        pastes: room.hasPasteLog && !isOfRoom ? pastesIn(document, actor) : [],
      },
    });
    this.transactions.afterCommit(() => {
      this.people.of(actor.userId).wrote(content.length);
      this.people.ofRoom(room.id).wrote(content.length);
      if (isLong({ rows: rest.rows + 1, bytes: rest.bytes + content.length })) this.shorten(room.id);
    });
  }

  /** Not awaited: whoever writes needs no snapshot. */
  private shorten(id: string): void {
    this.documents.compact(id).catch((error: unknown) => this.logger.failure('room_edits.compact_failed', error));
  }

  private assertInBounds({ userId }: Actor, id: string): void {
    const wait = Math.max(this.people.of(userId).writesIn, this.people.ofRoom(id).writesIn);
    if (wait > 0) throw new CodedError(RATE_LIMITED, { retryAfterSeconds: Math.ceil(wait / SECOND) });
  }
}

function pastesIn(document: RoomDocument, { userId }: Actor): LogPaste[] {
  return [...document.lastInserted].flatMap(([fileId, length]) =>
    length < PASTE_LENGTH
      ? []
      : { person: { id: userId }, fileId, path: document.pathOf(fileId), length, way: 'over_api' as const },
  );
}

function assertWrites(standing: Standing, { status, isLocked }: Session): void {
  if (!canWrite(standing, { status: 'active', isLocked })) throw new CodedError(FORBIDDEN);
  if (status !== 'active') throw new CodedError(SESSION_STATUS_CONFLICT);
}
