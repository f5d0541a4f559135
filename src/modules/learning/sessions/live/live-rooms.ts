import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock, SECOND } from '../../../../kernel/clock.js';
import { ActorSource } from '../../../../infra/access/access-token.js';
import { BackgroundLoop } from '../../../../infra/queue/background-loop.js';
import { Nudges } from '../../../../infra/realtime/nudges.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { ClientsRepository } from './clients.repository.js';
import { colorOf, type LivePerson } from './cursors.js';
import { DocumentsRepository } from './documents.repository.js';
import { LiveAdmission } from './live-admission.js';
import { LiveChat } from './live-chat.js';
import type { LiveConnection } from './live-connection.js';
import { KEPT_MS, LOOK_EVERY_MS, PING_EVERY_MS } from './live-limits.js';
import { LiveMetrics } from './live-metrics.js';
import { LiveRoom } from './live-room.js';
import { RoomChannels } from './room-channels.js';
import { RoomDocument } from './room-document.js';
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
    private readonly admission: LiveAdmission,
    private readonly actors: ActorSource,
    private readonly users: UsersApi,
    private readonly chat: LiveChat,
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
    room.enter(connection);
    if (!connection.isOpen) await this.leave(room, connection);
    return true;
  }

  async personOf(userId: string): Promise<LivePerson> {
    const found = (await this.users.findByIds([userId])).get(userId);
    return { id: userId, name: found?.name ?? FORMER_USER, color: colorOf(userId) };
  }

  private async peopleIn(sessionId: string, except: number) {
    const present = await this.clients.present(sessionId);
    const found = await this.users.findByIds([...new Set(present.values())]);
    return [...present]
      .filter(([clientId]) => clientId !== except)
      .map(([clientId, id]) => ({
        clientId,
        person: { id, name: found.get(id)?.name ?? FORMER_USER, color: colorOf(id) },
      }));
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
    const room = new LiveRoom(sessionId, new RoomDocument(stored.updates), stored.seq, stored.updates.length, {
      documents: this.documents,
      clients: this.clients,
      metrics: this.metrics,
      hearText: (connection, text) => this.chat.hear(connection, text),
      tell: (message) => this.channels.send(sessionId, message),
      onFailure: (error) => this.logger.failure('live_rooms.save_failed', error),
    });
    hear = (message) => room.hear(message);
    for (const message of early) room.hear(message);
    const stopListening = this.nudges.listen(roomTopic(sessionId), () => {
      this.reviewRoom(room).catch((error: unknown) => this.logger.failure('live_rooms.review_failed', error));
    });
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
    if (this.open.size === 0) return false;
    await this.readNews();
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
  private async readNews(): Promise<void> {
    const rows = await this.documents.readAfter(new Map([...this.open].map(([id, { room }]) => [id, room.seq])));
    for (const row of rows) this.open.get(row.sessionId)?.room.readRow(row);
  }

  private async endThoseSignedOut(): Promise<void> {
    const connections = this.connections();
    const actors = await this.actors.actorsOf(connections.map(({ pass }) => pass));
    const now = this.clock.now().getTime();
    for (const [index, connection] of connections.entries()) {
      if (connection.pass.exp * SECOND <= now) connection.end('token_expired');
      else if (!actors[index]) connection.end('session_ended');
    }
  }

  private reviewRoom(room: LiveRoom): Promise<void> {
    return this.review(room.people);
  }

  /** Whether everybody may still be where they are, and write there. */
  private async review(connections: readonly LiveConnection[]): Promise<void> {
    const visits = connections.map(({ sessionId, person }) => ({ sessionId, userId: person.id }));
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
    for (const connection of connections) if (!theirs.has(connection.connectionId)) connection.end('replaced');
  }
}
