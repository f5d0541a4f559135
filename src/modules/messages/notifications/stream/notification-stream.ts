import { Readable } from 'node:stream';
import type { Clock } from '../../../../kernel/clock.js';
import { toNotificationDto } from '../notification.mapper.js';
import type { NotificationRow } from '../notification-row.js';
import { eventText, HEARTBEAT_TEXT, retryText } from './event-text.js';

const RECONNECT_AFTER_MS = 2_000;
/** More than this is never kept for a client that reads slowly: the rest stays in the database until it has read. */
const BUFFER_BYTES = 65_536;

/** What follows a place in the feed; less than a full batch means that this is all. */
export interface FeedReader {
  readonly batch: number;
  read(after: string): Promise<NotificationRow[]>;
}

/** One client's feed as server-sent events, from one place on, in order, without gaps or repeats. */
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

  /** @param greeting an event to begin with; it carries the place, so that a client can resume even from there */
  start(position: string, greeting?: { readonly name: string; readonly data: object }): void {
    this.position = position;
    this.write(retryText(RECONNECT_AFTER_MS) + (greeting ? eventText(greeting.name, greeting.data, position) : ''));
    this.started = true;
    void this.advance();
  }

  /** There may be something new in the feed. */
  wake(): void {
    this.news = true;
    void this.advance();
  }

  /** Like `wake`, when the end of the feed has moved since the last look. */
  lookAt(lastSeq: string): void {
    if (lastSeq === this.lastSeen) return;
    this.lastSeen = lastSeq;
    this.wake();
  }

  /** Shows that the connection is alive when nothing was written for so long. */
  keepAlive(silenceMs: number): void {
    if (this.clock.now().getTime() - this.lastWriteAt >= silenceMs) this.write(HEARTBEAT_TEXT);
  }

  /** For how long the client has not read what waits for it, in milliseconds. */
  get stalledMs(): number {
    return this.fullSince === null ? 0 : this.clock.now().getTime() - this.fullSince;
  }

  /** Ends after what is under way. @param code tells the client why it should not simply connect again */
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

  /** @returns whether the client keeps up */
  private write(text: string): boolean {
    if (this.isOver) return false;
    const now = this.clock.now().getTime();
    this.lastWriteAt = now;
    const keepsUp = this.push(text);
    if (!keepsUp) this.fullSince ??= now;
    return keepsUp;
  }
}
