import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Clock, HOUR, SECOND } from '../../../kernel/clock.js';
import { CircuitBreakers, type Pass } from '../../../infra/circuits/circuit-breakers.js';
import { CircuitBreakerConfig, MailConfig } from '../../../infra/config/config.js';
import { Transactions } from '../../../infra/database/transactions.js';
import { MailRejected, MailUnavailable, MailUnfit, ProviderAway } from '../../../infra/mail/mail.errors.js';
import { MailTransport, type SentMail } from '../../../infra/mail/mail-transport.js';
import {
  type MailAddress,
  type MailAttachment,
  type OutgoingMail,
  parseMailAddress,
} from '../../../infra/mail/outgoing-mail.js';
import { PutOff } from '../../../infra/queue/consumer.js';
import { Logger } from '../../../infra/telemetry/logger.js';
import { Metrics } from '../../../infra/telemetry/metrics.js';
import { type ClaimedDelivery, EmailDeliveries } from './email-deliveries.repository.js';
import { LOGO_SOURCE, MailLogos } from './mail-logos.js';
import { MailAttempts } from './mail-attempts.js';
import { MailReviews } from './mail-reviews.js';
import type { MailAttempt } from './mail.jobs.js';
import { MAIL_PROVIDER } from './mail.queues.js';
import { findMailTemplate } from './mail.templates.js';
import { UnsubscribeLinks } from './subscriptions/unsubscribe-links.js';
import { renderMail } from '../../../infra/mail/mail-template.js';

const LONGEST_DELAY_MS = HOUR;
/** Attempts of a mail, after which a trial costs it one as well: days of them, so that none is tried for ever. */
const MOST_TRIALS = 100;

type Outcome = 'sent' | 'postponed' | 'failed' | 'bounced';

/**
 * Makes one attempt and records its outcome. A temporary failure appends the next attempt to the outbox, so that
 * retries survive the loss of Redis.
 */
@Injectable()
export class MailSender {
  private readonly from: MailAddress;
  private readonly outcomes: Counter<'template' | 'outcome'>;

  constructor(
    private readonly config: MailConfig,
    private readonly breaker: CircuitBreakerConfig,
    private readonly circuits: CircuitBreakers,
    private readonly transport: MailTransport,
    private readonly deliveries: EmailDeliveries,
    private readonly attempts: MailAttempts,
    private readonly reviews: MailReviews,
    private readonly links: UnsubscribeLinks,
    private readonly logos: MailLogos,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.from = parseMailAddress(config.from);
    this.outcomes = new Counter({
      name: 'emails_total',
      help: 'Attempts to send an e-mail by template and outcome.',
      labelNames: ['template', 'outcome'],
      registers: [metrics.registry],
    });
  }

  /**
   * Throws when the outcome cannot be recorded: then the attempt is repeated, under the same Message-ID (at-least-once).
   * @throws PutOff before it has begun, while the provider is known to be away
   */
  async attempt(attempt: MailAttempt): Promise<void> {
    const entry = await this.circuits.enter(MAIL_PROVIDER);
    if (!entry.pass) throw new PutOff(entry.retryInMs);
    const claimed = await this.deliveries.claim({ ...attempt, provider: this.transport.provider });
    const delivery = claimed && (await this.reviews.of(claimed));
    if (!delivery) {
      if (claimed) await this.drop(claimed);
      return this.circuits.unused(entry.pass);
    }
    const answer = await this.send(delivery, await this.logos.of(delivery));
    const outcome = await this.record(delivery, answer, entry.pass);
    await this.tellCircuit(entry.pass, answer);
    this.report(delivery, outcome, answer);
  }

  private async drop(delivery: ClaimedDelivery): Promise<void> {
    await this.deliveries.drop(delivery);
    const { id, template, attempts } = delivery;
    this.outcomes.inc({ template, outcome: 'dropped' });
    this.logger.event('mail.dropped', { deliveryId: id, template, attempts });
  }

  private tellCircuit(pass: Pass, answer: SentMail | Error): Promise<void> {
    if (answer instanceof ProviderAway) return this.circuits.failed(pass, answer.reason, answer.retryAfterSeconds);
    const isRefused = answer instanceof MailRejected || answer instanceof MailUnavailable;
    const isAnswered = !(answer instanceof Error) || (isRefused && !(answer instanceof MailUnfit));
    return isAnswered ? this.circuits.succeeded(pass) : this.circuits.unused(pass);
  }

  private async record(
    delivery: ClaimedDelivery,
    answer: SentMail | Error,
    { trialAt }: Pick<Pass, 'trialAt'>,
  ): Promise<Outcome> {
    if (!(answer instanceof Error)) {
      const { id, attempts } = delivery;
      await this.deliveries.recordSent({ id, attempts, providerMessageId: answer.providerMessageId ?? null });
      return 'sent';
    }
    // A mail that only found out that the provider is still away has lost nothing by it. It recedes, so that another one
    // is the next trial: it may be what the provider breaks off at.
    if (trialAt !== null && answer instanceof ProviderAway && delivery.attempts < MOST_TRIALS) {
      const delayMs = Math.max(this.breaker.openSeconds * SECOND, this.backoff(delivery.attempts));
      await this.postpone(delivery, answer, { delayMs, isSpared: true });
      return 'postponed';
    }
    if (answer instanceof MailUnavailable && delivery.attempts < delivery.attemptLimit) {
      await this.postpone(delivery, answer, { delayMs: this.backoff(delivery.attempts), isSpared: false });
      return 'postponed';
    }
    const status = answer instanceof MailRejected && answer.reason === 'recipient' ? 'bounced' : 'failed';
    const template = findMailTemplate(delivery.template);
    const keepsData = template !== null && !template.secret;
    await this.deliveries.recordFailure(delivery, status, answer.message, keepsData);
    return status;
  }

  private async send(delivery: ClaimedDelivery, logo: MailAttachment | null): Promise<SentMail | Error> {
    try {
      return await this.transport.send(this.compose(delivery, logo));
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private compose(
    { recipient, recipientName, userId, requestId, calendar, data, timeZone, language, ...delivery }: ClaimedDelivery,
    logo: MailAttachment | null,
  ): OutgoingMail {
    const name = recipientName ?? undefined;
    const template = findMailTemplate(delivery.template);
    if (!template) throw new Error(`No feature sends the mail ${delivery.template} any more.`);
    const unsubscribeUrl = template.subscription && userId ? this.links.urlOf(userId, template.name) : undefined;
    const replyTo = template.replyTo?.(data);
    return {
      ...renderMail(template, data, { name, timeZone, language, unsubscribeUrl }, logo ? LOGO_SOURCE : undefined),
      from: this.from,
      to: { email: recipient, name },
      ...(replyTo && { replyTo: { email: replyTo } }),
      messageId: delivery.messageId,
      headers: {
        'Content-Language': language,
        // RFC 3834: prevents automatic replies.
        'Auto-Submitted': 'auto-generated',
        // RFC 8058: one-click unsubscribe.
        ...(unsubscribeUrl && {
          'List-Unsubscribe': `<${unsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
        ...(requestId && { 'X-Request-Id': requestId }),
      },
      attachments: logo ? [logo] : [],
      ...(calendar && { calendar }),
    };
  }

  private async postpone(
    delivery: ClaimedDelivery,
    { message, retryAfterSeconds }: MailUnavailable,
    { delayMs, isSpared }: { readonly delayMs: number; readonly isSpared: boolean },
  ): Promise<void> {
    const delay = Math.max(delayMs, (retryAfterSeconds ?? 0) * SECOND);
    const until = new Date(this.clock.now().getTime() + delay);
    await this.transactions.run(async () => {
      if (!(await this.deliveries.recordPostponement(delivery, message, until, isSpared))) return;
      const { id: deliveryId, attempts, priority, senderId } = delivery;
      await this.attempts.add({ deliveryId, attempt: attempts + 1, priority, senderId }, until);
    });
  }

  /** Exponential back-off with jitter (50 to 100 %), against a thundering herd on a provider that recovers. */
  private backoff(attempts: number): number {
    const delay = Math.min(this.config.retryDelayMs * 2 ** (attempts - 1), LONGEST_DELAY_MS);
    return delay * (0.5 + Math.random() / 2);
  }

  /** The reason is stored in the delivery only: providers often repeat the address in it, which must not be logged. */
  private report({ id, template, attempts }: ClaimedDelivery, outcome: Outcome, answer: SentMail | Error): void {
    this.outcomes.inc({ template, outcome });
    // The mock transport logs by itself.
    if (this.transport.provider === 'mock' && outcome === 'sent') return;
    const error = answer instanceof Error ? answer.name : undefined;
    this.logger.event(`mail.${outcome}`, { deliveryId: id, template, attempts, error }, error ? 'warn' : 'info');
  }
}
