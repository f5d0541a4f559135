/** What every webhook gets that is told of something: made once, sent as often as it takes. */
export interface WebhookMessage {
  /** The `webhook-id`. */
  readonly id: string;
  readonly event: string;
  readonly sequence: number | null;
  /** The JSON to the letter. */
  readonly body: string;
  /** Whom it is about: ids of people and lower-case addresses. */
  readonly people: readonly string[];
}

export interface MessageContent extends Omit<WebhookMessage, 'body'> {
  /** When it happened. */
  readonly at: Date;
  readonly data: object;
}

/** The body as Standard Webhooks has it: `type`, `timestamp`, `data`. */
export function composeMessage({ at, data, ...message }: MessageContent): WebhookMessage {
  return { ...message, body: JSON.stringify({ type: message.event, timestamp: at.toISOString(), data }) };
}
