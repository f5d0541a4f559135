import { setTimeout as delay } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy, StreamableFile } from '@nestjs/common';
import { Clock, SECOND } from '../../../../kernel/clock.js';
import { CodedError, type ErrorDefinition } from '../../../../kernel/coded-error.js';
import { SERVICE_UNAVAILABLE } from '../../../../kernel/common-errors.js';
import { ActorSource, type Pass } from '../../../../infra/access/access-token.js';
import {
  API_KEY_EXPIRED,
  API_KEY_REVOKED,
  SESSION_ENDED,
  TOKEN_EXPIRED,
} from '../../../../infra/access/access.errors.js';
import { Lifecycle } from '../../../../infra/health/lifecycle.js';
import { invalidParameter } from '../../../../kernel/invalid.js';
import { BackgroundLoop } from '../../../../infra/queue/background-loop.js';
import { Nudges } from '../../../../infra/realtime/nudges.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { Metrics } from '../../../../infra/telemetry/metrics.js';
import { NotificationFeeds } from '../notification-feeds.repository.js';
import { feedTopic } from '../notification-topic.js';
import { TOO_MANY_STREAMS } from '../notifications.errors.js';
import { NotificationStream } from './notification-stream.js';

const STREAMS_PER_USER = 5;
const BATCH = 25;
const EVENT_ID = /^\d{1,18}$/;
/** Interval of authorization checks of open streams, and of polling their feeds, because pub/sub is at-most-once. */
const LOOK_EVERY_MS = 2 * SECOND;
const HEARTBEAT_AFTER_MS = 13 * SECOND;
const STALLED_AFTER_MS = 30 * SECOND;
const FLUSH_MS = SECOND;

interface OpenStream {
  readonly pass: Pass;
  readonly stream: NotificationStream;
  readonly response: ServerResponse;
  readonly closed: Promise<void>;
}

/** Registry of this process's open streams: wakes them, checks their authorization, and ends them at shutdown. */
@Injectable()
export class NotificationStreams implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly open = new Set<OpenStream>();
  private readonly watch: BackgroundLoop;
  private closing = false;

  constructor(
    private readonly feeds: NotificationFeeds,
    private readonly actors: ActorSource,
    private readonly nudges: Nudges,
    private readonly lifecycle: Lifecycle,
    private readonly clock: Clock,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.watch = new BackgroundLoop(
      () => this.look(),
      LOOK_EVERY_MS,
      (error) => logger.failure('notification_streams.look_failed', error),
    );
    metrics.observe('notification_streams', 'Open notification streams.', [], (gauge) => gauge.set(this.open.size));
  }

  onApplicationBootstrap(): void {
    this.watch.start();
  }

  /** Runs before the server stops listening, which would wait for open connections for ever. */
  async onModuleDestroy(): Promise<void> {
    this.closing = true;
    await this.watch.stop();
    // eslint-disable-next-line lyceum/statements-in-turn -- these wait for clients
    await Promise.all([...this.open].map((open) => this.end(open)));
  }

  /**
   * @param lastEventId Last-Event-ID to resume from; without it the stream begins now, with the unread count
   * @throws CodedError validation_failed, too_many_streams, service_unavailable
   */
  async connect(pass: Pass, lastEventId: string | undefined, response: ServerResponse): Promise<StreamableFile> {
    if (lastEventId !== undefined && !EVENT_ID.test(lastEventId))
      throw invalidParameter('Last-Event-ID', 'must be the id of an event of this stream', 'is_event_id');
    if (this.closing || this.lifecycle.isDraining) throw new CodedError(SERVICE_UNAVAILABLE, { retryAfterSeconds: 1 });
    if ([...this.open].filter((open) => open.pass.sub === pass.sub).length >= STREAMS_PER_USER)
      throw new CodedError(TOO_MANY_STREAMS, { retryAfterSeconds: 10 });
    const stream = this.register(pass, response);
    const { lastSeq, unread } = await this.feeds.stateOf(pass.sub);
    if (lastEventId === undefined) stream.start(lastSeq, { name: 'unread', data: { unread } });
    else stream.start(BigInt(lastEventId) < BigInt(lastSeq) ? lastEventId : lastSeq);
    return new StreamableFile(stream, { type: 'text/event-stream; charset=utf-8' });
  }

  /** The stream lives as long as the response, which closes when the client disconnects or the start fails. */
  private register(pass: Pass, response: ServerResponse): NotificationStream {
    const userId = pass.sub;
    const feed = { batch: BATCH, read: (after: string) => this.feeds.readAfter(userId, after, BATCH) };
    const stream = new NotificationStream(feed, this.clock, (error) =>
      this.logger.failure('notification_streams.read_failed', error),
    );
    const closed = new Promise<void>((resolve) => {
      if (response.closed) resolve();
      else response.once('close', resolve);
    });
    const open = { pass, stream, response, closed };
    this.open.add(open);
    const stopListening = this.nudges.listen(feedTopic(userId), () => stream.wake());
    void closed.then(() => {
      this.open.delete(open);
      stopListening();
      stream.destroy();
    });
    return stream;
  }

  private async look(): Promise<boolean> {
    for (const { stream, response } of this.open) {
      stream.keepAlive(HEARTBEAT_AFTER_MS);
      if (stream.stalledMs > STALLED_AFTER_MS) response.destroy();
    }
    await this.endDeadStreams();
    await this.lookAtFeeds();
    return false;
  }

  private async endDeadStreams(): Promise<void> {
    const streams = [...this.open];
    const actors = await this.actors.actorsOf(streams.map(({ pass }) => pass));
    const now = this.clock.now().getTime();
    for (const [index, open] of streams.entries()) {
      const isKey = 'keyId' in open.pass;
      if (open.pass.exp * SECOND <= now) void this.end(open, isKey ? API_KEY_EXPIRED : TOKEN_EXPIRED);
      else if (!actors[index]) void this.end(open, isKey ? API_KEY_REVOKED : SESSION_ENDED);
    }
  }

  private async lookAtFeeds(): Promise<void> {
    const userIds = [...new Set([...this.open].map(({ pass }) => pass.sub))];
    if (userIds.length === 0) return;
    const lastSeqs = await this.feeds.lastSeqs(userIds);
    for (const { pass, stream } of this.open) stream.lookAt(lastSeqs.get(pass.sub) ?? '0');
  }

  /** Ends gracefully, then destroys the connection of a client that does not read the rest in time. */
  private async end({ stream, response, closed }: OpenStream, reason?: ErrorDefinition): Promise<void> {
    stream.finish(reason?.code);
    // eslint-disable-next-line lyceum/statements-in-turn -- one waits for the client, the other for the clock
    await Promise.race([closed, delay(FLUSH_MS, undefined, { ref: false })]);
    response.destroy();
  }
}
