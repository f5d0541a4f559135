import { Readable } from 'node:stream';
import type { Clock } from '../../../../kernel/clock.js';
import { toNotificationDto } from '../notification.mapper.js';
import type { NotificationRow } from '../notification-row.js';
import { eventText, HEARTBEAT_TEXT, retryText } from './event-text.js';

const RECONNECT_AFTER_MS = 2_000;
/** Backpressure: the buffer of a slow client; the rest stays in the database until it has read. */
const BUFFER_BYTES = 65_536;

/** Reads a feed after a position; less than a full batch means the end of the feed. */
export interface FeedReader {
  readonly batch: number;
  read(after: string): Promise<NotificationRow[]>;
}

/** One person's feed as server-sent events from one position on: in order, without gaps or duplicates. */
export class NotificationStream extends Readable {
  private position = '0';
  private lastSeen: string | null = null;
  private started = false;
  private wanted = false;
  private news = true;
  private advancing = false;
  private finished = false;
  private lastWriteAt: number;
  private fullSince: number | null = null;

  constructor(
    private readonly feed: FeedReader,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
  ) {
    super({ highWaterMark: BUFFER_BYTES });
    this.lastWriteAt = clock.now().getTime();
  }

  /** @param greeting first event; it carries the position, so that a client can resume from there */
  start(position: string, greeting?: { readonly name: string; readonly data: object }): void {
    this.position = position;
    this.write(retryText(RECONNECT_AFTER_MS) + (greeting ? eventText(greeting.name, greeting.data, position) : ''));
    this.started = true;
    void this.advance();
  }

  /** Reads on: the feed may have grown. */
  wake(): void {
    this.news = true;
    void this.advance();
  }

  /** `wake`, if the last position of the feed has changed since the last call. */
  lookAt(lastSeq: string): void {
    if (lastSeq === this.lastSeen) return;
    this.lastSeen = lastSeq;
    this.wake();
  }

  /** Sends a keep-alive after so long without output. */
  keepAlive(silenceMs: number): void {
    if (this.clock.now().getTime() - this.lastWriteAt >= silenceMs) this.write(HEARTBEAT_TEXT);
  }

  /** How long the client has not drained its buffer, in milliseconds. */
  get stalledMs(): number {
    return this.fullSince === null ? 0 : this.clock.now().getTime() - this.fullSince;
  }

  /** Ends after pending output. @param code reason for the client not to reconnect at once */
  finish(code?: string): void {
    if (this.finished || this.destroyed) return;
    if (code !== undefined) this.write(eventText('end', { code }));
    this.finished = true;
    this.push(null);
  }

  override _read(): void {
    this.fullSince = null;
    this.wanted = true;
    void this.advance();
  }

  private async advance(): Promise<void> {
    if (this.advancing) return;
    this.advancing = true;
    try {
      while (this.started && this.news && this.wanted && !this.isOver) await this.readBatch();
    } catch (error) {
      this.lastSeen = null;
      this.onError(error);
    } finally {
      this.advancing = false;
    }
  }

  private async readBatch(): Promise<void> {
    this.news = false;
    const rows = await this.feed.read(this.position);
    for (const row of rows) {
      if (!this.wanted || this.isOver) {
        this.news = true;
        return;
      }
      this.wanted = this.write(eventText('notification', toNotificationDto(row), row.seq));
      this.position = row.seq;
    }
    if (rows.length === this.feed.batch) this.news = true;
  }

  private get isOver(): boolean {
    return this.finished || this.destroyed;
  }

  /** @returns false under backpressure */
  private write(text: string): boolean {
    if (this.isOver) return false;
    const now = this.clock.now().getTime();
    this.lastWriteAt = now;
    const keepsUp = this.push(text);
    if (!keepsUp) this.fullSince ??= now;
    return keepsUp;
  }
}
