/** A webhook message: composed once, and delivered to each subscribed webhook. */
export interface WebhookMessage {
  /** The `webhook-id`. */
  readonly id: string;
  readonly event: string;
  readonly sequence: number | null;
  /** The JSON, byte for byte as it is signed. */
  readonly body: string;
  /** People that it is about (for erasure): ids, and lower-case addresses. */
  readonly people: readonly string[];
}

export interface MessageContent extends Omit<WebhookMessage, 'body'> {
  /** When it happened. */
  readonly at: Date;
  readonly data: object;
}

/** The body by Standard Webhooks: `type`, `timestamp`, `data`. */
export function composeMessage({ at, data, ...message }: MessageContent): WebhookMessage {
  return { ...message, body: JSON.stringify({ type: message.event, timestamp: at.toISOString(), data }) };
}
