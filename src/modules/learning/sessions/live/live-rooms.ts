import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock, SECOND } from '../../../../kernel/clock.js';
import { ActorSource } from '../../../../infra/access/access-token.js';
import { withinTime } from '../../../../kernel/time-limit.js';
import { BackgroundLoop } from '../../../../infra/queue/background-loop.js';
import { Nudges } from '../../../../infra/realtime/nudges.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { FORMER_GUEST } from '../guests/guest.rules.js';
import { GuestsRepository } from '../guests/guests.repository.js';
import { type ClientPerson, ClientsRepository } from './clients.repository.js';
import { colorOf, type LivePerson } from './cursors.js';
import { DocumentsRepository, type LogRow } from './documents.repository.js';
import { LiveAdmission } from './live-admission.js';
import type { LiveConnection } from './live-connection.js';
import { LiveInbox } from './live-inbox.js';
import { KEPT_MS, LOOK_EVERY_MS, MISSED_WITHIN_MS, PING_EVERY_MS } from './live-limits.js';
import type { RunMessage } from './live-messages.js';
import { LiveMetrics } from './live-metrics.js';
import { LiveRoom } from './live-room.js';
import { PeopleLimits } from './person-limits.js';
import { RoomAttachments } from './room-attachments.js';
import { RoomChannels } from './room-channels.js';
import { RoomDocument } from './room-document.js';
import { RoomReader } from './room-reader.js';
import { roomTopic } from '../room/room-topic.js';
import type { ProcessMessage } from './process-messages.js';

interface OpenRoom {
  readonly room: LiveRoom;
  readonly stopListening: () => void;
}

/** How long clients may take to hear that this process ends. */
const GOODBYE_MS = 200;

/** The rooms in the memory of this process, and who is in them. */
@Injectable()
export class LiveRooms implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rooms = new Map<string, Promise<OpenRoom | null>>();
  private readonly open = new Map<string, OpenRoom>();
  private readonly watch: BackgroundLoop;
  private pingedAt = 0;
  isClosing = false;

  constructor(
    private readonly documents: DocumentsRepository,
    private readonly clients: ClientsRepository,
    private readonly channels: RoomChannels,
    private readonly attachments: RoomAttachments,
    private readonly admission: LiveAdmission,
    private readonly actors: ActorSource,
    private readonly users: UsersApi,
    private readonly guests: GuestsRepository,
    private readonly inbox: LiveInbox,
    private readonly limits: PeopleLimits,
    reader: RoomReader,
    private readonly nudges: Nudges,
    private readonly metrics: LiveMetrics,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.watch = new BackgroundLoop(
      () => this.look(),
      LOOK_EVERY_MS,
      (error) => logger.failure('live_rooms.look_failed', error),
    );
    reader.readOpenBy((sessionId) => this.read(sessionId));
    metrics.countBy(() => this.connections().length);
  }

  onApplicationBootstrap(): void {
    this.watch.start();
  }

  /** Before the server stops listening: nothing is lost, and everybody goes to another process. */
  async onModuleDestroy(): Promise<void> {
    this.isClosing = true;
    await this.watch.stop();
    const open = [...this.open.values()];
    // eslint-disable-next-line lyceum/statements-in-turn -- each room has statements of its own, one at a time
    await Promise.all(open.map(({ room }) => room.settle()));
    const connections = this.connections();
    for (const connection of connections) connection.end('service_unavailable');
    for (const { room } of open) await room.settle();
    if (connections.length > 0) await delay(GOODBYE_MS);
  }

  /** Lets a connection in. It is admitted and has its place. @returns whether there is such a room */
  async enter(connection: LiveConnection): Promise<boolean> {
    const { sessionId, connectionId, person, room: state } = connection;
    const opened = await this.roomFor(sessionId);
    if (!opened) return false;
    const { room } = opened;
    connection.onEnd(() => void this.leave(room, connection));
    const people = await this.peopleIn(sessionId, connection.clientId);
    connection.send({ type: 'welcome', connectionId, you: person, room: state, people });
    connection.holdNews();
    room.enter(connection);
    void this.tellMissed(connection);
    if (!connection.isOpen) await this.leave(room, connection);
    return true;
  }

  private async tellMissed(connection: LiveConnection): Promise<void> {
    let missed: readonly RunMessage[] = [];
    try {
      missed = await withinTime(this.attachments.missedIn(connection.sessionId), MISSED_WITHIN_MS);
    } catch (error) {
      this.logger.failure('live_rooms.missed_failed', error);
    }
    connection.tellMissed(missed);
  }

  async personOf(somebody: ClientPerson): Promise<LivePerson> {
    return (await this.named([somebody]))(somebody);
  }

  /** Names and colours of accounts and of guests, who are marked. */
  private async named(people: readonly ClientPerson[]): Promise<(somebody: ClientPerson) => LivePerson> {
    const idsOf = (isGuest: boolean) => [
      ...new Set(people.flatMap((person) => (person.isGuest === isGuest ? person.id : []))),
    ];
    const [users, guests] = [await this.users.findByIds(idsOf(false)), await this.guests.findByIds(idsOf(true))];
    return ({ id, isGuest }) =>
      isGuest
        ? { id, name: guests.get(id)?.name ?? FORMER_GUEST, color: colorOf(id), guest: true }
        : { id, name: users.get(id)?.name ?? FORMER_USER, color: colorOf(id) };
  }

  private async peopleIn(sessionId: string, except: number) {
    const present = await this.clients.present(sessionId);
    const personOf = await this.named([...present.values()]);
    return [...present]
      .filter(([clientId]) => clientId !== except)
      .map(([clientId, somebody]) => ({ clientId, person: personOf(somebody) }));
  }

  /** The document of a room in the memory of this process, with what others have saved until now. */
  private async read(sessionId: string): Promise<RoomDocument | null> {
    const room = this.open.get(sessionId)?.room;
    if (!room) return null;
    for (let rows = 1; rows > 0;) rows = (await this.readNews(new Map([[sessionId, room]]))).length;
    return room.document;
  }

  private connections(): LiveConnection[] {
    return [...this.open.values()].flatMap(({ room }) => room.people);
  }

  private roomFor(sessionId: string): Promise<OpenRoom | null> {
    const known = this.rooms.get(sessionId);
    if (known) {
      const room = this.open.get(sessionId)?.room;
      if (room) room.lastUsedAt = Date.now();
      return known;
    }
    const loading = this.load(sessionId).then(
      (opened) => {
        if (opened) this.open.set(sessionId, opened);
        else this.rooms.delete(sessionId);
        return opened;
      },
      (error: unknown) => {
        this.rooms.delete(sessionId);
        this.channels.stop(sessionId);
        throw error;
      },
    );
    this.rooms.set(sessionId, loading);
    return loading;
  }

  /** Listens before it reads, so that nothing falls in between. */
  private async load(sessionId: string): Promise<OpenRoom | null> {
    const early: ProcessMessage[] = [];
    let hear = (message: ProcessMessage): void => void early.push(message);
    await this.channels.listen(sessionId, (message) => hear(message));
    const stored = await this.documents.load(sessionId);
    if (!stored) {
      this.channels.stop(sessionId);
      return null;
    }
    const room = new LiveRoom(sessionId, new RoomDocument(stored.updates), stored.seq, stored.rest, {
      documents: this.documents,
      clients: this.clients,
      metrics: this.metrics,
      limits: this.limits.ofRoom(sessionId),
      hearText: (connection, text) => this.inbox.hear(connection, text),
      tell: (message) => this.channels.send(sessionId, message),
      onFailure: (error) => this.logger.failure('live_rooms.save_failed', error),
    });
    hear = (message) => room.hear(message);
    for (const message of early) room.hear(message);
    void room.shorten();
    const stopReviewing = this.nudges.listen(roomTopic(sessionId), () => {
      this.refresh(room).catch((error: unknown) => this.logger.failure('live_rooms.review_failed', error));
    });
    const detach = this.attachments.attach(sessionId, (message) => room.sendHere(message));
    const stopListening = () => {
      stopReviewing();
      detach();
    };
    return { room, stopListening };
  }

  private async leave(room: LiveRoom, connection: LiveConnection): Promise<void> {
    const wasThere = room.leave(connection);
    try {
      if ((await this.clients.leave(connection)) && wasThere) room.sayLeft(connection);
    } catch (error) {
      this.logger.failure('live_rooms.leave_failed', error);
    }
  }

  private async look(): Promise<boolean> {
    this.unload();
    this.limits.tidy(new Set([...this.connections().map(({ person }) => person.id), ...this.rooms.keys()]));
    if (this.open.size === 0) return false;
    await this.readNews(new Map([...this.open].map(([id, { room }]) => [id, room])));
    for (const { room } of this.open.values()) room.askThoseBehind();
    await this.endThoseSignedOut();
    await this.review(this.connections());
    await this.ping();
    return false;
  }

  private unload(): void {
    for (const [sessionId, { room, stopListening }] of this.open) {
      if (!room.isIdle || Date.now() - room.lastUsedAt < KEPT_MS) continue;
      stopListening();
      this.channels.stop(sessionId);
      this.open.delete(sessionId);
      this.rooms.delete(sessionId);
    }
  }

  /** What other processes have saved, also when Redis brought nothing of it. */
  private async readNews(rooms: ReadonlyMap<string, LiveRoom>): Promise<readonly LogRow[]> {
    const rows = await this.documents.readAfter(new Map([...rooms].map(([id, { seq }]) => [id, seq])));
    for (const row of rows) rooms.get(row.sessionId)?.readRow(row);
    return rows;
  }

  private async endThoseSignedOut(): Promise<void> {
    const connections = this.connections();
    const passes = connections.flatMap(({ pass }) => ('room' in pass ? [] : pass));
    const actors = await this.actors.actorsOf(passes);
    const ended = new Set<object>(passes.filter((_pass, index) => !actors[index]));
    const now = this.clock.now().getTime();
    for (const connection of connections) {
      if (connection.pass.exp * SECOND <= now) connection.end('token_expired');
      else if (ended.has(connection.pass)) connection.end('session_ended');
    }
  }

  /** What was written and decided over REST. */
  private async refresh(room: LiveRoom): Promise<void> {
    for (const row of await this.documents.readAfter(new Map([[room.sessionId, room.seq]]))) room.readRow(row);
    await this.review(room.people);
  }

  /** Whether everybody may still be where they are, and write there. */
  private async review(connections: readonly LiveConnection[]): Promise<void> {
    const visits = connections.map(({ sessionId, person: { id: userId, guest: isGuest = false } }) => ({
      ...{ sessionId, userId, isGuest },
    }));
    const admissions = await this.admission.admit(visits);
    for (const [index, connection] of connections.entries()) {
      const state = admissions[index];
      const room = this.open.get(connection.sessionId)?.room;
      if (state === undefined || !room) continue;
      if (typeof state === 'string') connection.end(state);
      else if (JSON.stringify(state) !== JSON.stringify(connection.room)) {
        const mayWriteNow = state.canWrite && !connection.room.canWrite;
        connection.room = state;
        connection.send({ type: 'room', room: state });
        if (!mayWriteNow) continue;
        if (connection.refusedBy === 'read_only') connection.refusedBy = null;
        room.askForAll(connection);
      }
    }
  }

  private async ping(): Promise<void> {
    if (Date.now() - this.pingedAt < PING_EVERY_MS) return;
    this.pingedAt = Date.now();
    const connections = this.connections();
    for (const connection of connections) connection.ping();
    const theirs = await this.clients.renew(connections);
    const late = connections.filter(({ connectionId }) => !theirs.has(connectionId));
    for (const connection of late) await this.takeAgain(connection);
  }

  /** After a while in which this process, or the database, did not answer. */
  private async takeAgain(connection: LiveConnection): Promise<void> {
    const { id, guest: isGuest = false } = connection.person;
    const taken = await this.clients.takeAgain(connection, { id, isGuest });
    if (taken !== 'taken') connection.end(taken);
    else if (!connection.isOpen) await this.clients.leave(connection);
  }
}
