import { z } from 'zod';
import type { EgressResult } from '../../../../infra/egress/egress-result.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../kernel/clock.js';
import { nextAttempt, type RetrySituation, verdictOf } from './webhook.rules.js';
import { WebhookConfig } from '../webhooks.config.js';

const now = new Date('2027-01-31T09:00:00Z');

function answered(status: number, headers: Record<string, string> = {}): EgressResult {
  return { failure: null, answer: { status, headers, body: Buffer.alloc(0), isCut: false }, durationMs: 1 };
}

describe('the verdict on an attempt', () => {
  it.each([200, 201, 204, 299])('is acceptance for %i', (status) =>
    expect(verdictOf(answered(status), now)).toEqual({ outcome: 'accepted', error: null }),
  );

  it.each([304, 400, 401, 404, 429, 500, 503])('is refusal for %i', (status) =>
    expect(verdictOf(answered(status), now)).toMatchObject({
      outcome: 'refused',
      error: { code: 'status', message: `The receiver answered ${status}.` },
      retryAfterMs: 0,
    }),
  );

  it('is the end of the webhook for 410', () =>
    expect(verdictOf(answered(410), now)).toMatchObject({ outcome: 'gone' }));

  it('is refusal for whatever went wrong on the way', () => {
    const failure = { reason: 'redirect', message: 'The answer is a redirect.' } as const;
    expect(verdictOf({ failure, answer: answered(307).answer, durationMs: 1 }, now)).toMatchObject({
      outcome: 'refused',
      error: { code: 'redirect' },
    });
  });

  it.each([
    ['120', 2 * MINUTE],
    ['Sun, 31 Jan 2027 09:05:00 GMT', 5 * MINUTE],
    ['Sun, 31 Jan 2027 08:00:00 GMT', 0],
    ['31536000', 6 * HOUR],
    ['soon', 0],
    ['-5', 0],
  ])('honours Retry-After: %s, within bounds', (value, retryAfterMs) =>
    expect(verdictOf(answered(503, { 'retry-after': value }), now)).toMatchObject({ retryAfterMs }),
  );
});

describe('the next attempt', () => {
  const situation: RetrySituation = {
    delaysMs: [10 * SECOND, MINUTE],
    failures: 1,
    retryAfterMs: 0,
    now,
    retriesEndAt: new Date(now.getTime() + HOUR),
  };
  const pause = (changes: Partial<RetrySituation>, random = 0.5) => {
    const next = nextAttempt({ ...situation, ...changes }, random);
    return next && next.getTime() - now.getTime();
  };

  it('comes after a pause that grows, spread around its length', () => {
    expect([pause({}, 0), pause({}), pause({}, 1)]).toEqual([7.5 * SECOND, 10 * SECOND, 12.5 * SECOND]);
    expect(pause({ failures: 2 })).toBe(MINUTE);
  });

  it('comes as late as the receiver asks, and not earlier than it would have', () => {
    expect(pause({ retryAfterMs: 30 * SECOND })).toBe(30 * SECOND);
    expect(pause({ retryAfterMs: SECOND })).toBe(10 * SECOND);
  });

  it('comes at the end when it would come after it, and not any more when that is over', () => {
    expect(pause({ retryAfterMs: 2 * HOUR })).toBe(HOUR);
    expect(pause({ retriesEndAt: now })).toBeNull();
    expect(pause({ failures: 3 })).toBeNull();
  });

  it('comes for 24 hours unless it is configured otherwise', () => {
    const total = new WebhookConfig(z.object(WebhookConfig.settings).parse({})).retryDelaysMs.reduce(
      (sum, delay) => sum + delay,
      0,
    );
    expect(total).toBeGreaterThan(23 * HOUR);
    expect(total).toBeLessThanOrEqual(DAY);
  });
});
