import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { redact, redactText } from '../../kernel/redaction.js';
import { retryAfterSeconds } from '../../kernel/retry-after.js';
import type { ErrorTrackingConfig } from '../config/config.js';
import { VERSION } from '../config/version.js';
import { REQUEST, type RequestContext } from './request-context.js';
import { stackFrames } from './stack-frames.js';

export interface Failure {
  /** What failed, for example `request.failed`. */
  readonly event: string;
  readonly error: { readonly name: string; readonly message: string; readonly stack?: string };
  readonly fields: Readonly<Record<string, unknown>>;
  readonly context: RequestContext | undefined;
}

const MINUTE_MS = 60_000;
/** A fault that every request runs into says nothing new after so many. */
const MOST_PER_MINUTE = 30;
const MOST_UNDER_WAY = 5;
const TIMEOUT_MS = 5_000;
const LONGEST_PAUSE_SECONDS = 3600;
const MAIL_ADDRESS = /[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g;

/**
 * Sends failures to an error tracker by its DSN, in the envelopes of Sentry, which others (GlitchTip, Bugsink) read as well.
 * Never waits, never fails, and is bounded: what is too much is left out. No header, cookie, body or query of a request is
 * sent, and no mail address.
 */
export class ErrorTracker {
  private readonly endpoint: URL;
  private readonly authorization: string;
  private readonly underWay = new Set<Promise<string | null>>();
  private minute = { startedAt: 0, sent: 0 };
  private pausedUntil = 0;

  /** @param dsn `https://key@host/project` */
  constructor(
    private readonly service: string,
    private readonly config: ErrorTrackingConfig,
    dsn: string,
  ) {
    const url = new URL(dsn);
    const [, path = '', project = ''] = /^(.*)\/(\d+)$/.exec(url.pathname) ?? [];
    this.endpoint = new URL(`${url.origin}${path}/api/${project}/envelope/`);
    this.authorization = `Sentry sentry_version=7, sentry_client=lyceum/${VERSION}, sentry_key=${url.username}`;
  }

  /** @returns null where no tracker is configured */
  static of(service: string, config: ErrorTrackingConfig): ErrorTracker | null {
    return config.dsn === undefined ? null : new ErrorTracker(service, config, config.dsn);
  }

  /** @returns why it could not be sent; null when it was, or was left out on purpose */
  async send(failure: Failure): Promise<string | null> {
    if (!this.takes()) return null;
    const sending = this.post(this.envelope(failure));
    this.underWay.add(sending);
    const trouble = await sending;
    this.underWay.delete(sending);
    return trouble;
  }

  /** Resolves when what is under way has been sent, or could not be. */
  async flush(): Promise<void> {
    // eslint-disable-next-line lyceum/statements-in-turn -- these are requests to the tracker
    await Promise.all(this.underWay);
  }

  private takes(): boolean {
    const now = Date.now();
    if (now < this.pausedUntil || this.underWay.size >= MOST_UNDER_WAY) return false;
    if (Math.random() >= this.config.sampleRate) return false;
    if (now - this.minute.startedAt >= MINUTE_MS) this.minute = { startedAt: now, sent: 0 };
    this.minute.sent += 1;
    return this.minute.sent <= MOST_PER_MINUTE;
  }

  private async post(body: string): Promise<string | null> {
    try {
      const response = await fetch(this.endpoint, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { 'content-type': 'application/x-sentry-envelope', 'x-sentry-auth': this.authorization },
        body,
      });
      await response.body?.cancel();
      if (response.ok) return null;
      this.pauseFor(response.headers.get('retry-after') ?? '60');
      return `The error tracker answered ${response.status}.`;
    } catch (error) {
      this.pauseFor('60');
      return `The error tracker cannot be reached: ${(error as Error).message}`;
    }
  }

  private pauseFor(retryAfter: string): void {
    const seconds = retryAfterSeconds(retryAfter, Date.now());
    const pause = Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), LONGEST_PAUSE_SECONDS) : 60;
    this.pausedUntil = Date.now() + pause * 1000;
  }

  /** https://develop.sentry.dev/sdk/foundations/transport/envelopes/ */
  private envelope({ event, error, fields, context }: Failure): string {
    const id = randomUUID().replaceAll('-', '');
    const ask = context?.[REQUEST];
    const request = ask?.();
    const payload = {
      event_id: id,
      timestamp: Date.now() / 1000,
      platform: 'node',
      level: 'error',
      logger: event,
      server_name: hostname(),
      release: `lyceum@${VERSION}`,
      environment: this.config.environment,
      tags: { event, service: this.service, requestId: context?.requestId ?? undefined },
      user: context?.userId === undefined ? undefined : { id: context.userId },
      request: request && { method: request.method, url: request.url },
      exception: {
        values: [{ type: error.name, value: bare(error.message), stacktrace: { frames: stackFrames(error.stack) } }],
      },
      extra: JSON.parse(bare(JSON.stringify(redact(fields)))) as object,
    };
    const header = { event_id: id, sent_at: new Date().toISOString() };
    return [header, { type: 'event' }, payload].map((part) => JSON.stringify(part)).join('\n');
  }
}

/** Without secrets and mail addresses. */
function bare(text: string): string {
  return redactText(text).replace(MAIL_ADDRESS, '[address]');
}
